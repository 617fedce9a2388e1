package io.fluxfill.function;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fluxfill.bfl.ApiKey;
import io.fluxfill.bfl.Bfl;
import io.fluxfill.bfl.Submitter;
import io.fluxfill.bfl.TaskDirectory;
import io.fluxfill.bfl.Transport;
import io.fluxfill.config.GuardSettings;
import io.fluxfill.config.Settings;
import io.fluxfill.config.StorageSettings;
import io.fluxfill.direct.DirectFace;
import io.fluxfill.direct.DirectRequestReader;
import io.fluxfill.face.Face;
import io.fluxfill.face.ResponseLimit;
import io.fluxfill.fill.Deadlines;
import io.fluxfill.fill.FillService;
import io.fluxfill.guard.GuardTable;
import io.fluxfill.guard.GuardedSubmitter;
import io.fluxfill.guard.RecordedTasks;
import io.fluxfill.http.ApiGateway;
import io.fluxfill.http.Authorizer;
import io.fluxfill.http.FillBody;
import io.fluxfill.http.HttpApi;
import io.fluxfill.http.HttpFace;
import io.fluxfill.http.JsonBodies;
import io.fluxfill.http.Origins;
import io.fluxfill.http.PageRoute;
import io.fluxfill.http.ResultRoute;
import io.fluxfill.http.Route;
import io.fluxfill.http.SubmitRoute;
import io.fluxfill.http.TaskBody;
import io.fluxfill.http.UploadRoute;
import io.fluxfill.page.PageFiles;
import io.fluxfill.preserve.PictureEditor;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.rules.FillRules;
import io.fluxfill.storage.ObjectStore;
import io.fluxfill.storage.PictureKeeper;
import io.fluxfill.storage.S3Location;
import io.fluxfill.storage.S3Pictures;
import io.fluxfill.storage.Uploads;
import io.fluxfill.waiting.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Puts the parts together, which are plain classes that know nothing of each other's making: for the function, for its
 * priming and for the tests. All that the function needs is {@link #faces}; the single parts are handed out for the tests.
 */
public final class Assembly {
    private final Settings settings;
    private final Surroundings around;
    private final Bfl bfl;
    private final PictureKeeper keeper;
    private final PictureEditor editor;
    private final FillRules rules;
    private final FillService fills;
    private final ResponseLimit responses;
    private final Deadlines deadlines;

    /**
     * What the parts stand on; tests put something else in its place.
     *
     * @param transport the line to BFL
     * @param apiKey what BFL is paid with
     * @param store S3
     * @param table what the guard before paid submits stands on, if there is one
     * @param time the real one, or one that passes when told to
     * @param json reads and writes as Funqy does
     */
    public record Surroundings(
            Transport transport,
            ApiKey apiKey,
            ObjectStore store,
            Optional<GuardTable> table,
            Time time,
            ObjectMapper json) {

        /** The same, with somebody else in BFL's place, who takes any key, and without a guard. */
        Surroundings with(Transport other) {
            return new Surroundings(other, limit -> "nobody's", store, Optional.empty(), time, json);
        }
    }

    /**
     * Makes the parts.
     *
     * @param around what they stand on
     */
    public Assembly(Settings settings, Surroundings around) {
        this.settings = settings;
        this.around = around;
        bfl = Bfl.over(
                around.transport(),
                settings.bfl(),
                around.apiKey(),
                around.table().<TaskDirectory>map(RecordedTasks::new).orElse(TaskDirectory.EMPTY),
                around.json(),
                around.time());
        keeper = new PictureKeeper(
                bfl.downloader(),
                around.store(),
                settings.storage().uploads(),
                new PictureKeeper.Limits(
                        settings.storage().maxOutputBytes(),
                        settings.limits().pictures().maxPixels()));
        editor = new PictureEditor(
                settings.limits().pictures().maxPixels(), settings.storage().preserve());
        rules = new FillRules(settings.limits().pictures(), settings.limits().promptChars());
        fills = new FillService(
                submitter(), bfl.poller(), keeper, settings.waitLimits().longest(), around.time());
        responses = new ResponseLimit(around.json());
        deadlines = new Deadlines(settings.waitLimits(), around.time());
    }

    /** The door to what costs money, with the guard before it where there is one. */
    private Submitter submitter() {
        GuardSettings guard = settings.guard();
        return around.table()
                .<Submitter>map(table ->
                        new GuardedSubmitter(bfl.submitter(), table, guard.budgets(), guard.keep(), around.time()))
                .orElse(bfl.submitter());
    }

    /** The faces of the function, in the order in which they are asked whether an event is theirs. */
    public List<Face> faces() {
        return List.of(new Authorizer(), httpFace(), directFace());
    }

    /** BFL. */
    public Bfl bfl() {
        return bfl;
    }

    /** What keeps finished pictures. */
    public PictureKeeper keeper() {
        return keeper;
    }

    /** What requests are held to. */
    public FillRules rules() {
        return rules;
    }

    /** What does the work for the direct face and the HTTP face. */
    public FillService fills() {
        return fills;
    }

    /** The HTTP API. */
    public HttpApi httpApi() {
        StorageSettings storage = settings.storage();
        JsonBodies bodies = new JsonBodies(around.json(), settings.limits().bodyBytes());
        FillBody requests =
                new FillBody(rules, editor, storage.output().isPresent(), bodies, pictures(storage::allowsHttpInput));
        Origins origins = new Origins(around.table().isPresent());
        TaskBody tasks = new TaskBody(keeper);
        List<Route> routes = new ArrayList<>();
        for (Endpoint endpoint : Endpoint.values()) {
            routes.add(new SubmitRoute(endpoint, requests, origins, fills, tasks, storage.output()));
        }
        routes.add(new ResultRoute(bfl.poller(), fills, tasks, storage.output()));
        routes.add(
                new UploadRoute(uploads(), bodies, settings.limits().pictures().maxBytes()));
        if (settings.page()) {
            List<S3Location> folders = Stream.of(storage.output(), storage.uploads())
                    .flatMap(Optional::stream)
                    .toList();
            routes.add(new PageRoute(new PageFiles(), around.store(), folders));
        }
        return new HttpApi(routes);
    }

    private Face httpFace() {
        return new HttpFace(new ApiGateway(settings.publicUrl()), httpApi(), responses, deadlines);
    }

    /** The face for direct requests. */
    public Face directFace() {
        StorageSettings storage = settings.storage();
        DirectRequestReader requests = new DirectRequestReader(
                rules,
                editor,
                bfl.poller(),
                pictures(storage::allowsDirectInput),
                storage.output(),
                around.table().isPresent());
        return new DirectFace(
                requests, fills, responses, deadlines, around.time().clock());
    }

    private S3Pictures pictures(Predicate<S3Location> allowed) {
        return new S3Pictures(
                around.store(), allowed, settings.limits().pictures().maxBytes());
    }

    private Optional<Uploads> uploads() {
        return settings.storage()
                .uploads()
                .map(folder -> new Uploads(around.store(), folder, around.time().clock(), UUID::randomUUID));
    }
}
