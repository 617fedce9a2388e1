package io.fluxfill.config;

import io.fluxfill.bfl.Bfl;
import io.fluxfill.bfl.BflHosts;
import io.fluxfill.bfl.BflSubmitter;
import io.fluxfill.bfl.DeliveryHosts;
import io.fluxfill.bfl.TrustedHosts;
import io.fluxfill.bfl.TrustedUrl;
import io.fluxfill.fill.WaitLimits;
import io.fluxfill.guard.Budgets;
import io.fluxfill.guard.GuardedSubmitter;
import io.fluxfill.key.KeyText;
import io.fluxfill.rules.PictureLimits;
import io.fluxfill.storage.S3Location;
import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The settings, checked.
 *
 * @param bfl where BFL is, and what of it may be asked
 * @param key the key, or where it is kept
 * @param waitLimits how long an answer may take
 * @param limits how large a request may be
 * @param publicUrl this endpoint's address as its HTTP callers know it, without a slash at its end; empty where the events
 *     tell it
 * @param page whether there is a page for browsers
 * @param storage where pictures are in S3
 * @param guard how repeated requests are kept from paying twice
 * @param warmUpLimit how long the warm-up may hold up the start; empty where there is none
 */
public record Settings(
        Bfl.Places bfl,
        KeySetting key,
        WaitLimits waitLimits,
        RequestLimits limits,
        Optional<String> publicUrl,
        boolean page,
        StorageSettings storage,
        GuardSettings guard,
        Optional<Duration> warmUpLimit) {

    /**
     * How large a request may be.
     *
     * @param pictures how large a picture of it may be
     * @param promptChars the most characters of a prompt
     * @param bodyBytes the most bytes of an HTTP body
     */
    public record RequestLimits(PictureLimits pictures, int promptChars, int bodyBytes) {}

    /**
     * Reads and checks all settings.
     *
     * @param plainKey the environment variable {@code BFL_API_KEY}, used where {@code flux-fill.bfl.api-key} is not set
     * @throws WrongSettingsException that names every setting that is missing or wrong, in one line and without its value
     */
    public static Settings from(FluxFillConfig config, Optional<String> plainKey) {
        Reader reader = new Reader();
        TrustedHosts trustedHosts =
                reader.trustedHosts(config.bfl().trustedHosts().orElse(List.of()));
        DeliveryHosts deliveryHosts =
                reader.deliveryHosts(config.bfl().deliveryHosts().orElse(List.of()), trustedHosts);
        BflHosts hosts = reader.hosts(config.bfl(), trustedHosts);
        KeySetting key = reader.key(config.bfl(), plainKey);
        GuardSettings guard = reader.guard(config.guard(), config.budget());
        WaitLimits waitLimits =
                reader.waitLimits(config.waiting(), guard.table().isPresent());
        RequestLimits limits = reader.requestLimits(config.limits());
        Optional<String> publicUrl =
                reader.publicUrl("flux-fill.http.public-url", config.http().publicUrl());
        boolean page = reader.flag("flux-fill.http.page", config.http().page());
        StorageSettings storage = new StorageSettings(
                reader.folder("flux-fill.output", config.output()),
                reader.folder("flux-fill.uploads", config.uploads()),
                reader.buckets("flux-fill.input-buckets", config.inputBuckets().orElse(List.of())),
                reader.positive("flux-fill.limits.output-bytes", config.limits().outputBytes()),
                reader.flag("flux-fill.s3.path-style", config.s3().pathStyle()),
                reader.preserve("flux-fill.preserve", config.preserve(), config.output()));
        Duration warmUpLimit =
                reader.warmUpLimit("flux-fill.warm-up.limit", config.warmUp().limit());
        boolean warmUp =
                reader.flag("flux-fill.warm-up.enabled", config.warmUp().enabled());
        reader.throwFaults();
        return new Settings(
                new Bfl.Places(hosts, trustedHosts, deliveryHosts),
                key,
                waitLimits,
                limits,
                publicUrl,
                page,
                storage,
                guard,
                Optional.of(warmUpLimit).filter(limit -> warmUp));
    }

    /** Collects faults, so that all are told at once. */
    private static final class Reader {
        private static final Pattern HOST_AND_PORT = Pattern.compile("[A-Za-z0-9.-]+(:[0-9]{1,5})?");

        /** A name with its path, or an ARN; either with a version or a label after a colon. */
        private static final Pattern PARAMETER = Pattern.compile(
                "(arn:aws[a-z-]*:ssm:[a-z0-9-]+:[0-9]{12}:parameter/)?[A-Za-z0-9_./-]{1,1011}(:[A-Za-z0-9_.-]{1,100})?");

        /** Each of them is a request more, one after the other. */
        private static final int MOST_HOSTS = 10;

        /** No user info, query, fragment, or anything that two parsers could read in two ways. */
        private static final Pattern PUBLIC_URL =
                Pattern.compile("https?://[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?"
                        + "(?::[0-9]{1,5})?(?:/[A-Za-z0-9$._+!*'()~-]+)*/?");

        /** A name, or an ARN. */
        private static final Pattern TABLE =
                Pattern.compile("(arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:[0-9]{12}:table/)?[A-Za-z0-9_.-]{3,255}");

        private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(8);

        /** Every poll uses the key: with less than this, every poll would read it. */
        private static final Duration SHORTEST_AGE = Duration.ofSeconds(1);

        private final List<String> faults = new ArrayList<>();

        TrustedHosts trustedHosts(List<String> hosts) {
            boolean valid =
                    hosts.stream().allMatch(host -> HOST_AND_PORT.matcher(host).matches());
            if (!valid) {
                faults.add("flux-fill.bfl.trusted-hosts must be a list of host or host:port");
            }
            return new TrustedHosts(hosts);
        }

        BflHosts hosts(FluxFillConfig.Bfl bfl, TrustedHosts trustedHosts) {
            TrustedUrl fill = url("flux-fill.bfl.url", bfl.url(), trustedHosts);
            TrustedUrl finetune = url("flux-fill.bfl.finetune-url", bfl.finetuneUrl(), trustedHosts);
            // Whoever points the function at a stand-in does not want tasks to be looked for at BFL.
            List<String> usual = fill != null && fill.isOfBfl() ? BflHosts.REGIONAL : List.of();
            return new BflHosts(fill, finetune, otherHosts(bfl.otherHosts().orElse(usual), trustedHosts));
        }

        private List<TrustedUrl> otherHosts(List<String> hosts, TrustedHosts trustedHosts) {
            if (hosts.equals(List.of("none"))) {
                return List.of();
            }
            List<TrustedUrl> urls = hosts.stream()
                    .map(String::strip)
                    .map(host -> host.contains("://") ? host : "https://" + host)
                    .flatMap(url -> trustedHosts.check(url).stream())
                    .toList();
            if (urls.size() < hosts.size() || urls.size() > MOST_HOSTS) {
                faults.add("flux-fill.bfl.other-hosts must be none or a list of at most " + MOST_HOSTS
                        + " hosts of bfl.ai, or of hosts in flux-fill.bfl.trusted-hosts");
            }
            return urls;
        }

        DeliveryHosts deliveryHosts(List<String> hosts, TrustedHosts trustedHosts) {
            if (!hosts.stream().allMatch(DeliveryHosts::isPattern)) {
                faults.add("flux-fill.bfl.delivery-hosts must be a list of hosts, such as delivery.bfl.ai or *.bfl.ai");
            }
            return new DeliveryHosts(trustedHosts, hosts);
        }

        TrustedUrl url(String name, String value, TrustedHosts trustedHosts) {
            Optional<TrustedUrl> url = trustedHosts.check(value);
            if (url.isEmpty()) {
                faults.add(
                        name + " must be an https URL of bfl.ai, or its host must be in flux-fill.bfl.trusted-hosts");
            }
            return url.orElse(null);
        }

        KeySetting key(FluxFillConfig.Bfl bfl, Optional<String> plainKey) {
            Duration maxAge = maxAge("flux-fill.bfl.api-key-max-age", bfl.apiKeyMaxAge());
            Optional<KeySetting> parameter = given(bfl.apiKeyParameter()).map(name -> parameter(name, maxAge));
            return given(bfl.apiKey())
                    .or(() -> given(plainKey))
                    .map(this::fixed)
                    .or(() -> parameter)
                    .orElseGet(this::noKey);
        }

        private KeySetting fixed(String key) {
            if (KeyText.key(key).isEmpty()) {
                faults.add("flux-fill.bfl.api-key must be printable ASCII without spaces");
            }
            return new KeySetting.Fixed(key);
        }

        private KeySetting parameter(String name, Duration maxAge) {
            if (!PARAMETER.matcher(name).matches()) {
                faults.add("flux-fill.bfl.api-key-parameter must be the name or the ARN of an SSM parameter");
            }
            return new KeySetting.Parameter(name, maxAge);
        }

        private Duration maxAge(String name, String value) {
            int faultsBefore = faults.size();
            Duration maxAge = duration(name, value);
            if (faults.size() == faultsBefore && maxAge.compareTo(SHORTEST_AGE) < 0) {
                faults.add(name + " must be a second or more");
            }
            return maxAge;
        }

        Duration warmUpLimit(String name, String value) {
            Duration limit = duration(name, value);
            if (limit.compareTo(LONGEST_WARM_UP) > 0) {
                faults.add(name + " must be 8s or less: Lambda ends a start after ten");
            }
            return limit;
        }

        GuardSettings guard(FluxFillConfig.Guard guard, FluxFillConfig.Budget budget) {
            Optional<String> table = given(guard.table());
            if (table.filter(name -> !TABLE.matcher(name).matches()).isPresent()) {
                faults.add("flux-fill.guard.table must be the name or the ARN of a DynamoDB table");
            }
            Budgets budgets = new Budgets(
                    credits("flux-fill.budget.credits-per-day", budget.creditsPerDay(), table.isPresent()),
                    credits("flux-fill.budget.credits-per-caller", budget.creditsPerCaller(), table.isPresent()));
            Duration keep = Duration.ofDays(positive("flux-fill.guard.keep-days", guard.keepDays()));
            return new GuardSettings(table, keep, budgets);
        }

        private Optional<Integer> credits(String name, Optional<String> value, boolean countable) {
            Optional<Integer> credits = given(value).map(text -> positive(name, text));
            if (credits.isPresent() && !countable) {
                faults.add(name + " needs flux-fill.guard.table, where credits are counted");
            }
            return credits;
        }

        private KeySetting noKey() {
            faults.add("flux-fill.bfl.api-key (or the environment variable BFL_API_KEY) must hold BFL's key, or"
                    + " flux-fill.bfl.api-key-parameter name the SSM parameter that does");
            return null;
        }

        /** What is not empty: a variable that must be there can so be left without a value. */
        private static Optional<String> given(Optional<String> value) {
            return value.map(String::strip).filter(text -> !text.isEmpty());
        }

        WaitLimits waitLimits(FluxFillConfig.Wait wait, boolean guarded) {
            Duration shortest = guarded
                    ? BflSubmitter.SHORTEST_SUBMIT.plus(GuardedSubmitter.SETTLING)
                    : BflSubmitter.SHORTEST_SUBMIT;
            int faultsBefore = faults.size();
            WaitLimits limits = new WaitLimits(
                    duration("flux-fill.wait.max", wait.max()),
                    duration("flux-fill.wait.function-timeout", wait.functionTimeout()),
                    duration("flux-fill.wait.http-timeout", wait.httpTimeout()),
                    duration("flux-fill.wait.margin", wait.margin()));
            if (faults.size() == faultsBefore && limits.forHttp().compareTo(shortest) <= 0) {
                faults.add("flux-fill.wait.margin must leave more than " + shortest.toSeconds()
                        + " s of flux-fill.wait.function-timeout and http-timeout");
            }
            return limits;
        }

        private Duration duration(String name, String value) {
            try {
                Duration duration = DurationConverter.parseDuration(value);
                if (!duration.isNegative() && duration.compareTo(Duration.ofDays(1)) <= 0) {
                    return duration;
                }
            } catch (IllegalArgumentException e) {
                // Told below, without the value that the exception quotes.
            }
            faults.add(name + " must be a duration of at most a day, such as 30s, 500ms or 14m");
            return Duration.ZERO;
        }

        RequestLimits requestLimits(FluxFillConfig.Limits limits) {
            PictureLimits pictures = new PictureLimits(
                    positive("flux-fill.limits.picture-bytes", limits.pictureBytes()),
                    positive("flux-fill.limits.picture-pixels", limits.picturePixels()));
            return new RequestLimits(
                    pictures,
                    positive("flux-fill.limits.prompt-chars", limits.promptChars()),
                    positive("flux-fill.limits.body-bytes", limits.bodyBytes()));
        }

        int positive(String name, String value) {
            try {
                int number = Integer.parseInt(value.strip());
                if (number > 0) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Told below, without the value that the exception quotes.
            }
            faults.add(name + " must be a whole number from 1 to 2147483647");
            return 1;
        }

        Optional<S3Location> folder(String name, Optional<String> value) {
            Optional<String> text = value.map(String::strip).filter(any -> !any.isEmpty());
            Optional<S3Location> folder = text.flatMap(S3Location::folder);
            if (text.isPresent() && folder.isEmpty()) {
                faults.add(name + " must be s3://bucket/prefix");
            }
            return folder;
        }

        Optional<String> publicUrl(String name, Optional<String> value) {
            Optional<String> url = given(value);
            if (url.isPresent() && !PUBLIC_URL.matcher(url.get()).matches()) {
                faults.add(name
                        + " must be a whole http or https URL without a query, such as https://api.example.com/flux");
            }
            return url.map(text -> text.replaceFirst("/$", ""));
        }

        Set<String> buckets(String name, List<String> values) {
            boolean valid = values.stream()
                    .allMatch(bucket -> S3Location.folder("s3://" + bucket).isPresent() && bucket.indexOf('/') < 0);
            if (!valid) {
                faults.add(name + " must be a list of names of buckets");
            }
            return Set.copyOf(values);
        }

        boolean preserve(String name, String value, Optional<String> output) {
            boolean preserve = flag(name, value);
            if (preserve && given(output).isEmpty()) {
                faults.add(name + " needs flux-fill.output, where whole pictures are kept");
            }
            return preserve;
        }

        boolean flag(String name, String value) {
            if (!value.equals("true") && !value.equals("false")) {
                faults.add(name + " must be true or false");
            }
            return value.equals("true");
        }

        void throwFaults() {
            if (!faults.isEmpty()) {
                throw new WrongSettingsException("FLUX Fill cannot start: " + String.join("; ", faults) + ".");
            }
        }
    }
}
