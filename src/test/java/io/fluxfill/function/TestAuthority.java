package io.fluxfill.function;

import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import io.smallrye.certs.ca.CaGenerator;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate authority that the function can be told to trust, and what servers on this machine show: the certificates
 * differ in one thing each, so that a refusal has one reason.
 */
final class TestAuthority {
    private static final Path FOLDER = Path.of("target/test-certificates");
    private static final String PASSWORD = "password";
    private static final String HERE = "localhost";

    private final X509Certificate certificate;
    private final PrivateKey key;

    private TestAuthority(X509Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    /** Makes an authority with new keys, and its certificate as a file. */
    static TestAuthority make() {
        try {
            Files.createDirectories(FOLDER);
            Path keys = FOLDER.resolve("authority.p12");
            X509Certificate certificate = new CaGenerator(
                            FOLDER.resolve("authority.crt").toFile(),
                            FOLDER.resolve("authority.key").toFile(),
                            keys.toFile(),
                            PASSWORD)
                    .generate("authority.test", "tests", "tests", "tests", "tests", "DE");
            PrivateKey key = (PrivateKey) load(keys).getKey(CaGenerator.KEYSTORE_KEY_ENTRY, PASSWORD.toCharArray());
            return new TestAuthority(certificate, key);
        } catch (Exception e) {
            throw new IllegalStateException("No authority could be made", e);
        }
    }

    /** What makes a Quarkus application trust this authority where it talks to BFL, and no other. */
    Map<String, String> settings() {
        return Map.of(
                "quarkus.tls.bfl.trust-store.pem.certs",
                FOLDER.resolve("authority.crt").toAbsolutePath().toString());
    }

    /** A certificate for this machine that this authority has signed and that is valid. */
    SSLContext valid() {
        return tls("valid", signed(Duration.ofDays(1)).withCN(HERE).withSubjectAlternativeName("DNS:" + HERE));
    }

    /** One that nobody has signed but its owner. */
    static SSLContext untrusted() {
        return tls("untrusted", new CertificateRequest().withCN(HERE).withSubjectAlternativeName("DNS:" + HERE));
    }

    /** One whose time was over a day ago. */
    SSLContext expired() {
        return tls("expired", signed(Duration.ofDays(-1)).withCN(HERE).withSubjectAlternativeName("DNS:" + HERE));
    }

    /** One for another host. */
    SSLContext elsewhere() {
        return tls(
                "elsewhere",
                signed(Duration.ofDays(1)).withCN("elsewhere.test").withSubjectAlternativeName("DNS:elsewhere.test"));
    }

    private CertificateRequest signed(Duration duration) {
        return new CertificateRequest().signedWith(certificate, key).withDuration(duration);
    }

    private static SSLContext tls(String name, CertificateRequest request) {
        try {
            new CertificateGenerator(FOLDER, true)
                    .generate(request.withName(name).withPassword(PASSWORD).withFormat(Format.PKCS12));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(load(FOLDER.resolve(name + "-keystore.p12")), PASSWORD.toCharArray());
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(managers.getKeyManagers(), null, null);
            return tls;
        } catch (Exception e) {
            throw new IllegalStateException("No certificate could be made", e);
        }
    }

    private static KeyStore load(Path file) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }
}
