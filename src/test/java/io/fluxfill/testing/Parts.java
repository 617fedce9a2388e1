package io.fluxfill.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fluxfill.bfl.Bfl;
import io.fluxfill.bfl.BflHosts;
import io.fluxfill.bfl.DeliveryHosts;
import io.fluxfill.bfl.Idempotency;
import io.fluxfill.bfl.Origin;
import io.fluxfill.bfl.TrustedHosts;
import io.fluxfill.bfl.TrustedUrl;
import io.fluxfill.config.GuardSettings;
import io.fluxfill.config.KeySetting;
import io.fluxfill.config.Settings;
import io.fluxfill.config.StorageSettings;
import io.fluxfill.fill.FillService;
import io.fluxfill.fill.WaitLimits;
import io.fluxfill.function.Assembly;
import io.fluxfill.guard.Budgets;
import io.fluxfill.guard.GuardTable;
import io.fluxfill.rules.FillRules;
import io.fluxfill.rules.PictureLimits;
import io.fluxfill.rules.PictureSource;
import io.fluxfill.storage.PictureKeeper;
import io.fluxfill.storage.S3Location;
import io.fluxfill.waiting.Deadline;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The function's parts as {@link Assembly} puts them together, on a fake clock and with a script in BFL's place. */
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

    /** Where requests come from that nobody repeats. */
    public static final Origin ORIGIN = new Origin(new Idempotency.Event(""), Optional.empty());

    /** What an answer may take. */
    public static final WaitLimits LIMITS = new WaitLimits(
            Duration.ofMinutes(1), Duration.ofSeconds(90), Duration.ofSeconds(29), Duration.ofSeconds(1));

    private static final int MOST_BYTES = 1_000_000;

    public final FakeTime time = new FakeTime();
    public final ScriptedTransport bflHost = new ScriptedTransport(time);
    public final FakeStore store = new FakeStore(time);
    public final ObjectMapper json;
    public final Assembly assembly;
    public final Bfl bfl;
    public final FillRules rules;
    public final FillService fills;
    public final PictureKeeper keeper;

    public Parts() {
        this(new ObjectMapper());
    }

    /** With a mapper of the test's own. */
    public Parts(ObjectMapper json) {
        this.json = json;
        assembly = assembly(Optional.empty(), Optional.empty());
        bfl = assembly.bfl();
        rules = assembly.rules();
        fills = assembly.fills();
        keeper = assembly.keeper();
    }

    /** The same parts with places in S3. */
    public Assembly assembly(Optional<S3Location> output, Optional<S3Location> uploads) {
        return assembly(output, uploads, Optional.empty(), Budgets.NONE);
    }

    /** The same parts with the charge guard. */
    public Assembly guarded(GuardTable table, Budgets budgets) {
        return assembly(Optional.empty(), Optional.empty(), Optional.of(table), budgets);
    }

    private Assembly assembly(
            Optional<S3Location> output, Optional<S3Location> uploads, Optional<GuardTable> table, Budgets budgets) {
        TrustedHosts trusted = new TrustedHosts(List.of());
        BflHosts hosts =
                new BflHosts(url(trusted, "https://api.bfl.ai"), url(trusted, "https://api.us1.bfl.ai"), List.of());
        Settings settings = new Settings(
                new Bfl.Places(hosts, trusted, new DeliveryHosts(trusted, List.of())),
                new KeySetting.Fixed("bfl_key"),
                LIMITS,
                new Settings.RequestLimits(new PictureLimits(MOST_BYTES, MOST_BYTES), 30_000, 1000),
                Optional.empty(),
                false,
                new StorageSettings(output, uploads, Set.of("input"), MOST_BYTES, false, false),
                new GuardSettings(table.map(any -> "guard"), Duration.ofDays(30), budgets),
                Optional.empty());
        return new Assembly(
                settings, new Assembly.Surroundings(bflHost, limit -> "bfl_key", store, table, time.all(), json));
    }

    /** A deadline so many seconds from now. */
    public Deadline in(long seconds) {
        return Deadline.in(Duration.ofSeconds(seconds), time);
    }

    private static TrustedUrl url(TrustedHosts hosts, String url) {
        return hosts.check(url).orElseThrow();
    }
}
