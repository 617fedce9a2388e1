package io.fluxfill.fill;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fluxfill.bfl.Bfl;
import io.fluxfill.bfl.BflHosts;
import io.fluxfill.bfl.DeliveryHosts;
import io.fluxfill.bfl.TrustedHosts;
import io.fluxfill.bfl.TrustedUrl;
import io.fluxfill.http.HttpFace;
import io.fluxfill.http.JsonBodies;
import io.fluxfill.http.UploadRoute;
import io.fluxfill.rules.FillRules;
import io.fluxfill.rules.PictureLimits;
import io.fluxfill.rules.PictureSource;
import io.fluxfill.storage.PictureKeeper;
import io.fluxfill.storage.S3Location;
import io.fluxfill.storage.S3Pictures;
import io.fluxfill.storage.Uploads;
import io.fluxfill.testing.FakeStore;
import io.fluxfill.testing.FakeTime;
import io.fluxfill.testing.ScriptedTransport;
import io.fluxfill.waiting.Backoff;
import io.fluxfill.waiting.Deadline;
import io.fluxfill.waiting.PollInterval;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The function's parts on a fake clock, put together as {@code Wiring} does, with a script in BFL's place. */
public final class Parts {
    /** A picture of one transparent pixel: the smallest request needs no mask. */
    public static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    /** The same picture's bytes, as BFL delivers them. */
    public static final byte[] PICTURE = Base64.getDecoder().decode(PIXEL);

    /** For requests that name no picture in S3. */
    public static final PictureSource NO_PICTURES = location -> {
        throw new PictureSource.NotFetchedException("is not expected here");
    };

    /** Where the script's tasks live. */
    public static final String POLLING_URL = "https://api.eu2.bfl.ai/v1/get_result?id=abc";

    /** BFL's answer to a submit. */
    public static final String ACCEPTED = "{\"id\":\"abc\",\"polling_url\":\"" + POLLING_URL + "\"}";

    public static final String PENDING = "{\"id\":\"abc\",\"status\":\"Pending\",\"result\":null}";

    public static final String READY =
            "{\"id\":\"abc\",\"status\":\"Ready\",\"result\":{\"sample\":\"https://delivery.bfl.ai/x\"},\"cost\":5}";

    public final FakeTime time = new FakeTime();
    public final ScriptedTransport bflHost = new ScriptedTransport(time);
    public final ObjectMapper json = new ObjectMapper();
    public final WaitLimits limits = new WaitLimits(
            Duration.ofMinutes(1), Duration.ofSeconds(90), Duration.ofSeconds(29), Duration.ofSeconds(1));
    public final FillRules rules = new FillRules(new PictureLimits(1_000_000, 1_000_000), 30_000);
    public final Bfl bfl;
    public final TaskWaiter waiter;
    public final FakeStore store = new FakeStore(time);
    public final PictureKeeper keeper;
    public final FillService fills;
    public final JsonBodies bodies;
    public final S3Pictures pictures;

    public Parts() {
        TrustedHosts trustedHosts = new TrustedHosts(List.of());
        BflHosts hosts = new BflHosts(
                trusted(trustedHosts, "https://api.bfl.ai"),
                trusted(trustedHosts, "https://api.us1.bfl.ai"),
                List.of());
        bfl = Bfl.over(
                bflHost,
                hosts,
                trustedHosts,
                new DeliveryHosts(trustedHosts, List.of()),
                limit -> "bfl_key",
                json,
                new Backoff(() -> 0),
                time,
                time,
                time);
        waiter = new TaskWaiter(bfl.poller(), new PollInterval(() -> 0), time, time);
        keeper = new PictureKeeper(bfl.downloader(), store, 1_000_000);
        fills = new FillService(bfl.submitter(), bfl.poller(), waiter, keeper, limits, time);
        bodies = new JsonBodies(json, 1000);
        pictures = new S3Pictures(store, object -> object.bucket().equals("input"), 1_000_000);
    }

    /** The HTTP face over these parts, with or without places in S3. */
    public HttpFace httpFace(Optional<S3Location> output, Optional<Uploads> uploads) {
        return new HttpFace(
                rules,
                fills,
                bfl.poller(),
                bodies,
                pictures,
                keeper,
                output,
                new UploadRoute(uploads, bodies, 1_000_000));
    }

    /** A deadline so many seconds from now. */
    public Deadline in(long seconds) {
        return Deadline.in(Duration.ofSeconds(seconds), time);
    }

    private static TrustedUrl trusted(TrustedHosts hosts, String url) {
        return hosts.check(url).orElseThrow();
    }
}
