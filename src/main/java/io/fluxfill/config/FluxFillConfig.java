package io.fluxfill.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Optional;

/**
 * The settings, as text. {@link Settings} reads them and reports faults by the name of the setting alone: the messages of
 * the usual converters quote the value.
 */
@ConfigMapping(prefix = "flux-fill")
public interface FluxFillConfig {

    /** BFL's hosts and the key. */
    Bfl bfl();

    /** How long an answer may take. */
    @WithName("wait")
    Wait waiting();

    /** What a request may weigh. */
    Limits limits();

    /** Default {@code s3://bucket/prefix} for finished pictures. */
    Optional<String> output();

    /** Buckets that {@code s3://} inputs may come from: without them all that the role may read, for direct calls. */
    Optional<List<String>> inputBuckets();

    /** Whether pictures come back whole where a request does not say. */
    @WithDefault("false")
    String preserve();

    /** {@code s3://bucket/prefix} for pictures that HTTP clients upload; inputs may come from its bucket. */
    Optional<String> uploads();

    /** This endpoint, as its HTTP callers see it. */
    Http http();

    /** How S3 is asked, where it is not AWS'. */
    S3 s3();

    /** The guard that keeps repeated requests from paying twice. */
    Guard guard();

    /** What submits may cost. */
    Budget budget();

    /** What is done before the first event. */
    WarmUp warmUp();

    /** See {@link FluxFillConfig#bfl()}. */
    interface Bfl {
        /** Where plain fill goes. */
        @WithDefault("https://api.bfl.ai")
        String url();

        /** Where finetuned fill goes: finetunes live on one cluster. */
        @WithDefault("https://api.us1.bfl.ai")
        String finetuneUrl();

        /**
         * Hosts, or base URLs, that are asked for a task known by its id alone; {@code none} for no host. Without it BFL's
         * regional hosts, if plain fill goes to a host of BFL's.
         */
        Optional<List<String>> otherHosts();

        /** The key itself; the plain environment variable {@code BFL_API_KEY} is read too. */
        Optional<String> apiKey();

        /** Name or ARN of an SSM SecureString that holds the key; the key itself wins over it. */
        Optional<String> apiKeyParameter();

        /** How long a key from SSM is used without looking whether there is a newer one. */
        @WithDefault("5m")
        String apiKeyMaxAge();

        /** Further {@code host[:port]} that may be talked to, plain http included: for tests. */
        Optional<List<String>> trustedHosts();

        /** The hosts that finished pictures may come from, {@code *.} in front of all below one; without it any public one. */
        Optional<List<String>> deliveryHosts();
    }

    /** See {@link FluxFillConfig#waiting()}. */
    interface Wait {
        /** The longest wait. */
        @WithDefault("14m")
        String max();

        /** The function's own timeout. */
        @WithDefault("30s")
        String functionTimeout();

        /** The time that an HTTP caller's gateway allows. */
        @WithDefault("29s")
        String httpTimeout();

        /** What is kept free at the end of either for the answer's way out. */
        @WithDefault("1s")
        String margin();
    }

    /** See {@link FluxFillConfig#limits()}. */
    interface Limits {
        /** The most bytes that a picture may have, decoded. */
        @WithDefault("20000000")
        String pictureBytes();

        /** The most pixels that a picture may have. */
        @WithDefault("20000000")
        String picturePixels();

        /**
         * The most characters that a prompt may have. BFL's model reads some 2,000 of them; BFL gives all of them back with the
         * picture, where six bytes for each must fit into an answer, and into the 256 KB that Step Functions takes.
         */
        @WithDefault("30000")
        String promptChars();

        /** The most bytes that a finished picture may have, to be kept. */
        @WithDefault("100000000")
        String outputBytes();

        /** The most bytes that the body of an HTTP request may have; Lambda itself takes 6 MB. */
        @WithDefault("6291556")
        String bodyBytes();
    }

    /** See {@link FluxFillConfig#http()}. */
    interface Http {
        /** Its address, where the events do not tell it: behind a custom domain with a base path, or behind CloudFront. */
        Optional<String> publicUrl();

        /** Whether there is a page for browsers. */
        @WithDefault("false")
        String page();
    }

    /** See {@link FluxFillConfig#s3()}. */
    interface S3 {
        /** Whether the bucket's name goes into the path, and not into the host's name. */
        @WithDefault("false")
        String pathStyle();
    }

    /** See {@link FluxFillConfig#guard()}. */
    interface Guard {
        /** Name or ARN of the DynamoDB table that it stands on; without one there is no guard. */
        Optional<String> table();

        /** For how many days an idempotency key gives the task that it has paid for. */
        @WithDefault("30")
        String keepDays();
    }

    /** See {@link FluxFillConfig#budget()}. */
    interface Budget {
        /** The most of BFL's credits that the submits of a day (UTC) may cost. */
        Optional<String> creditsPerDay();

        /** The same for each caller. */
        Optional<String> creditsPerCaller();
    }

    /** See {@link FluxFillConfig#warmUp()}. */
    interface WarmUp {
        /** Whether anything is. */
        @WithDefault("true")
        String enabled();

        /** How long it may hold up the start; Lambda gives ten seconds for all of it. */
        @WithDefault("2s")
        String limit();
    }
}
