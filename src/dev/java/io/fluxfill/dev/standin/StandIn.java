package io.fluxfill.dev.standin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fluxfill.dev.http.LoopbackServer;
import io.fluxfill.dev.http.Reply;
import io.fluxfill.dev.http.Request;
import io.fluxfill.dev.standin.Traffic.Route;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A stand-in for BFL's API, running on this machine: a global host that takes plain fill and knows no tasks, regional
 * hosts that run them, a cluster that takes and runs finetuned fill, and hosts that have pictures only ({@link Host}).
 * How a prompt makes it misbehave is written in {@code README.md} beside this file. It logs nothing.
 *
 * <p>To be taken where the whole of BFL is needed, over HTTP: for the function in dev mode and on the executable, for clients
 * and workflows. A test of a single answer is shorter with a script at the client's border.
 *
 *
 * <pre>{@code
 * try (StandIn bfl = StandIn.start(StandInOptions.defaults())) {
 *     // POST bfl.url() + "/v1/flux-pro-1.0-fill", header x-key: StandInOptions.SAMPLE_KEY
 * }
 * }</pre>
 */
public final class StandIn implements AutoCloseable {

    private final StandInOptions options;
    private final TaskBook book;
    private final DeliveryDesk delivery;
    private final SubmitDesk desk;
    private final Traffic traffic = new Traffic();
    private final List<LoopbackServer> servers = new ArrayList<>();
    private final Map<Host, URI> hosts = new ConcurrentHashMap<>();

    private StandIn(StandInOptions options) throws IOException {
        this.options = options;
        this.book = new TaskBook(options);
        SecureRandom random = new SecureRandom();
        this.delivery = new DeliveryDesk(options.clock(), book, new SignedLinks(random), hosts);
        this.desk = new SubmitDesk(options, book, delivery, random);
        try {
            for (Host host : Host.values()) {
                open(host);
            }
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

    /** Where a host listens. */
    public URI url(Host host) {
        return hosts.get(host);
    }

    /** The global host, for {@code flux-fill.bfl.url}. */
    public URI url() {
        return url(Host.GLOBAL);
    }

    /** The host that runs plain fill where nothing else is asked for, where polling URLs point. */
    public URI regionUrl() {
        return url(Host.EU2);
    }

    /** The cluster for finetuned fill, for {@code flux-fill.bfl.finetune-url}. */
    public URI finetuneUrl() {
        return url(Host.FINETUNE);
    }

    /** All hosts that may get the key, as {@code host:port}, for {@code flux-fill.bfl.trusted-hosts}. */
    public Set<String> hosts() {
        return authorities(Host::isApi);
    }

    /** The hosts that have pictures only, as {@code host:port}. The key is none of their business: {@link #keyLeaks()}. */
    public Set<String> deliveryHosts() {
        return authorities(host -> !host.isApi());
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

    /** How many submits came to a host, whatever became of them. */
    public int submits(Host host) {
        return traffic.count(host, Route.SUBMIT);
    }

    /** How many polls came to a host, for tasks of its own or not. */
    public int polls(Host host) {
        return traffic.count(host, Route.POLL);
    }

    /** How many requests for pictures came to a host. */
    public int pictures(Host host) {
        return traffic.count(host, Route.PICTURE);
    }

    /** How many requests carried {@code x-key} that should not: those for pictures, and all to hosts that have no more. */
    public int keyLeaks() {
        return traffic.keyLeaks();
    }

    /** Every key that came in {@code x-key}, let in or not. */
    public Set<String> keysSeen() {
        return traffic.keys();
    }

    @Override
    public void close() {
        servers.forEach(LoopbackServer::close);
        desk.close();
    }

    private void open(Host host) throws IOException {
        int port = options.firstPort() == 0 ? 0 : options.firstPort() + host.ordinal();
        String name = "stand-in " + host.name().toLowerCase(Locale.ROOT);
        LoopbackServer server = LoopbackServer.open(
                name,
                port,
                SubmitDesk.MAX_BODY_BYTES,
                // BFL's support asks for this id.
                request -> answer(request, host)
                        .with("x-request-id", UUID.randomUUID().toString()));
        servers.add(server);
        hosts.put(host, server.uri());
    }

    private Set<String> authorities(Predicate<Host> which) {
        return Stream.of(Host.values())
                .filter(which)
                .map(this::url)
                .map(URI::getAuthority)
                .collect(Collectors.toSet());
    }

    private Reply answer(Request request, Host host) {
        Optional<Operation> operation = host.operations().stream()
                .filter(each -> request.path().equals(each.path()))
                .findFirst();
        Route route = route(request, host, operation.isPresent());
        traffic.note(host, route, request);
        return switch (route) {
            case SUBMIT ->
                request.method().equals("POST")
                        ? desk.submit(request, operation.orElseThrow(), host, hosts)
                        : Refusals.notAllowed("POST");
            case POLL -> request.method().equals("GET") ? poll(request, host) : Refusals.notAllowed("GET");
            case PICTURE ->
                List.of("GET", "HEAD").contains(request.method())
                        ? delivery.deliver(request, host)
                        : Refusals.notAllowed("GET, HEAD");
            case OTHER -> Refusals.detail(404, "Not Found");
        };
    }

    private static Route route(Request request, Host host, boolean operation) {
        if (operation) {
            return Route.SUBMIT;
        }
        if (host.isApi() && request.path().equals("/v1/get_result")) {
            return Route.POLL;
        }
        return request.path().startsWith(PicturePlaces.PATH) ? Route.PICTURE : Route.OTHER;
    }

    private Reply poll(Request request, Host self) {
        Optional<String> id = request.parameter("id");
        if (id.isEmpty()) {
            return Refusals.fault(
                    "missing", List.of("query", "id"), "Field required", JsonNodeFactory.instance.nullNode());
        }
        return book.find(id.get(), self)
                .map(task -> task.poll(options.clock().instant(), delivery::sample))
                .orElseGet(() -> Task.notFound(id.get()));
    }
}
