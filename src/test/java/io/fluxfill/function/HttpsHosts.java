package io.fluxfill.function;

import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Two hosts of BFL's over HTTPS: plain fill with a certificate that the function trusts, finetunes with one that is in doubt,
 * in one way or another.
 */
final class HttpsHosts implements AutoCloseable {
    private final TestAuthority authority = TestAuthority.make();
    private final SSLContext untrusted = TestAuthority.untrusted();
    private final SSLContext expired = authority.expired();
    private final SSLContext elsewhere = authority.elsewhere();
    private final SSLContext valid = authority.valid();
    private final RawBfl trusted = RawBfl.start(Optional.of(valid));
    private final RawBfl doubtful = RawBfl.start(Optional.of(untrusted));

    /** What is wrong with a certificate: one thing each. */
    enum Doubt {
        UNTRUSTED("SunCertPathBuilderException"),
        EXPIRED("CertificateExpiredException"),
        ELSEWHERE("CertificateException");

        private final String exception;

        Doubt(String exception) {
            this.exception = exception;
        }

        /** How Java names it. */
        String exception() {
            return exception;
        }
    }

    TestAuthority authority() {
        return authority;
    }

    RawBfl trusted() {
        return trusted;
    }

    RawBfl doubtful() {
        return doubtful;
    }

    /** Lets new connections to the doubtful host see this. */
    void show(Doubt doubt) {
        doubtful.show(
                switch (doubt) {
                    case UNTRUSTED -> untrusted;
                    case EXPIRED -> expired;
                    case ELSEWHERE -> elsewhere;
                });
    }

    /** Ends all doubt about the doubtful host. */
    void showValid() {
        doubtful.show(valid);
    }

    /** {@code host:port} of both. */
    List<String> names() {
        return List.of(trusted.host(), doubtful.host());
    }

    @Override
    public void close() {
        trusted.close();
        doubtful.close();
    }
}
