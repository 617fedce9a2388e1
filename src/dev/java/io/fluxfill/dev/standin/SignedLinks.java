package io.fluxfill.dev.standin;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs the paths of pictures with an end of their time, as BFL's storage does. */
final class SignedLinks {

    private final SecretKeySpec key;

    SignedLinks(SecureRandom random) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        key = new SecretKeySpec(secret, "HmacSHA256");
    }

    URI sign(URI host, String path, Instant end) {
        String seconds = end.truncatedTo(ChronoUnit.SECONDS).toString();
        return host.resolve(path + "?se=" + seconds.replace(":", "%3A") + "&sig=" + signature(path, seconds));
    }

    /** Whether a path may be served now. */
    boolean allows(String path, String end, String signature, Instant now) {
        byte[] right = signature(path, end).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(right, signature.getBytes(StandardCharsets.UTF_8))) {
            return false;
        }
        try {
            return now.isBefore(Instant.parse(end));
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private String signature(String path, String end) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] digest = mac.doFinal((path + "\n" + end).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }
}
