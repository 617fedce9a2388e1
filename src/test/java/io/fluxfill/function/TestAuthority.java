package io.fluxfill.function;

import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import io.smallrye.certs.ca.CaGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority that the function can be told to trust, and what servers on this machine show: the certificates
 * differ in one thing each, so that a refusal has one reason.
 */
public final class TestAuthority {
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
    public static TestAuthority make() {
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

    /** The file with the authority's certificate. */
    public Path certificateFile() {
        return FOLDER.resolve("authority.crt").toAbsolutePath();
    }

    /** What makes the JVM's own TLS trust this authority, and no other: system properties. */
    public Map<String, String> jvmSettings() {
        Path file = FOLDER.resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted().store(out, PASSWORD.toCharArray());
        } catch (Exception e) {
            throw new IllegalStateException("The certificate cannot be stored", e);
        }
        return Map.of(
                "javax.net.ssl.trustStore",
                file.toAbsolutePath().toString(),
                "javax.net.ssl.trustStoreType",
                "PKCS12",
                "javax.net.ssl.trustStorePassword",
                PASSWORD);
    }

    /** One that trusts this authority, for clients of the tests' own. */
    public SSLContext trusting() {
        try {
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted());
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, managers.getTrustManagers(), null);
            return tls;
        } catch (Exception e) {
            throw new IllegalStateException("The certificate cannot be trusted", e);
        }
    }

    /** A certificate for this machine that this authority has signed and that is valid. */
    public SSLContext valid() {
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

    private KeyStore trusted() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", certificate);
        return trusted;
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
