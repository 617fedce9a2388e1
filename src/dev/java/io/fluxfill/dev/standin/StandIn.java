package io.fluxfill.dev.standin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fluxfill.dev.http.LoopbackServer;
import io.fluxfill.dev.http.Reply;
import io.fluxfill.dev.http.Request;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * A stand-in for BFL's API, running on this machine: a global host that takes plain fill and knows no tasks, a regional
 * host that runs them, and a cluster that takes and runs finetuned fill. How to make it misbehave is written at
 * {@link Misbehaviour}. It logs nothing.
 *
 * <pre>{@code
 * try (StandIn bfl = StandIn.start(StandInOptions.defaults())) {
 *     // POST bfl.url() + "/v1/flux-pro-1.0-fill", header x-key: StandInOptions.SAMPLE_KEY
 * }
 * }</pre>
 */
public final class StandIn implements AutoCloseable {

    private static final String DELIVERY = "/delivery/";

    private final StandInOptions options;
    private final TaskBook book;
    private final SignedLinks links;
    private final SubmitDesk desk;
    private final List<LoopbackServer> servers = new ArrayList<>();
    private final URI global;
    private final URI region;
    private final URI finetune;

    private StandIn(StandInOptions options) throws IOException {
        this.options = options;
        this.book = new TaskBook(options);
        SecureRandom random = new SecureRandom();
        this.links = new SignedLinks(random);
        this.desk = new SubmitDesk(options, book, links, random);
        try {
            region = open("stand-in region", options.ports().region(), Set.of(Operation.FILL), null);
            global = open("stand-in global", options.ports().global(), Set.of(Operation.FILL), region);
            finetune = open("stand-in finetune", options.ports().finetune(), Set.of(Operation.FILL_FINETUNED), null);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts all its hosts.
     *
     * @throws IOException if a port is taken
     */
    public static StandIn start(StandInOptions options) throws IOException {
        return new StandIn(options);
    }

    /** The global host, for {@code flux-fill.bfl.url}. */
    public URI url() {
        return global;
    }

    /** The host that runs plain fill, where polling URLs point. */
    public URI regionUrl() {
        return region;
    }

    /** The cluster for finetuned fill, for {@code flux-fill.bfl.finetune-url}. */
    public URI finetuneUrl() {
        return finetune;
    }

    /** All hosts as {@code host:port}, for {@code flux-fill.bfl.trusted-hosts}. */
    public Set<String> hosts() {
        return List.of(global, region, finetune).stream().map(URI::getAuthority).collect(Collectors.toSet());
    }

    /** From now on lets in these keys only. */
    public void acceptOnly(String... keys) {
        desk.acceptOnly(Set.of(keys));
    }

    /** How many submits it accepted, whether or not the caller learnt of it. */
    public int accepted() {
        return book.accepted();
    }

    /** The credits it charged. */
    public int charged() {
        return book.charged();
    }

    @Override
    public void close() {
        servers.forEach(LoopbackServer::close);
        desk.close();
    }

    /** Opens a host; {@code runner} is the host that runs what it takes, null for itself. */
    private URI open(String name, int port, Set<Operation> operations, URI runner) throws IOException {
        // A host knows its own address only once it listens, and nobody calls before.
        CompletableFuture<URI> self = new CompletableFuture<>();
        LoopbackServer server = LoopbackServer.open(name, port, SubmitDesk.MAX_BODY_BYTES, request -> {
            URI host = self.join();
            Reply reply = answer(request, operations, host, runner == null ? host : runner);
            // BFL's support asks for this id.
            return reply == Reply.HANG_UP
                    ? reply
                    : reply.with("x-request-id", UUID.randomUUID().toString());
        });
        servers.add(server);
        self.complete(server.uri());
        return server.uri();
    }

    private Reply answer(Request request, Set<Operation> operations, URI self, URI runner) {
        for (Operation operation : operations) {
            if (request.path().equals(operation.path())) {
                return request.method().equals("POST")
                        ? desk.submit(request, operation, runner)
                        : Refusals.notAllowed("POST");
            }
        }
        if (request.path().equals("/v1/get_result")) {
            return request.method().equals("GET") ? poll(request, self) : Refusals.notAllowed("GET");
        }
        if (request.path().startsWith(DELIVERY)) {
            boolean readOnly =
                    request.method().equals("GET") || request.method().equals("HEAD");
            return readOnly ? deliver(request, self) : Refusals.notAllowed("GET, HEAD");
        }
        return Refusals.detail(404, "Not Found");
    }

    private Reply poll(Request request, URI self) {
        Optional<String> id = request.parameter("id");
        if (id.isEmpty()) {
            return Refusals.fault(
                    "missing", List.of("query", "id"), "Field required", JsonNodeFactory.instance.nullNode());
        }
        return book.find(id.get(), self)
                .map(task -> task.poll(options.clock().instant(), links, options.pictureLifetime()))
                .orElseGet(() -> Task.notFound(id.get()));
    }

    private Reply deliver(Request request, URI self) {
        Instant now = options.clock().instant();
        String end = request.parameter("se").orElse("");
        String signature = request.parameter("sig").orElse("");
        if (!links.allows(request.path(), end, signature, now)) {
            return Reply.text(403, "Signature not valid in the specified time frame");
        }
        String name = request.path().substring(DELIVERY.length());
        return book.find(name.replaceFirst("\\.[a-z]+$", ""), self)
                .filter(task -> !task.has(Misbehaviour.PICTURE_GONE))
                .map(Task::painting)
                .map(painting -> Reply.of(200, painting.contentType(), painting.file()))
                .orElseGet(() -> Reply.text(404, "The specified resource does not exist."));
    }
}
