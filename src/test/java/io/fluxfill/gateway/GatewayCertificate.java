package io.fluxfill.gateway;

import io.fluxfill.benchmark.BflCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What the gateway shows its clients: a certificate for {@code localhost} that vouches for itself, and how it is trusted. */
final class GatewayCertificate {
    private static final String PASSWORD = "password";

    private final BflCertificate certificate;
    private final Path folder;

    private GatewayCertificate(BflCertificate certificate, Path folder) {
        this.certificate = certificate;
        this.folder = folder;
    }

    /** Makes one; its files are written into a new folder in the given one. */
    static GatewayCertificate in(Path parent) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(Files.createDirectories(parent), "certificate");
        return new GatewayCertificate(BflCertificate.in(folder), folder.toAbsolutePath());
    }

    /** For the server. */
    SSLContext server() {
        return certificate.context();
    }

    /** For clients in Java. */
    SSLContext client() throws IOException, GeneralSecurityException {
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, managers.getTrustManagers(), null);
        return tls;
    }

    /** For clients in other languages: the certificate's file. */
    Path file() {
        return certificate.pem();
    }

    /** For a process in Java that trusts nobody else: system properties. */
    Map<String, String> systemProperties() throws IOException, GeneralSecurityException {
        Path store = folder.resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(store)) {
            trusted().store(out, PASSWORD.toCharArray());
        }
        return Map.of(
                "javax.net.ssl.trustStore",
                store.toString(),
                "javax.net.ssl.trustStoreType",
                "PKCS12",
                "javax.net.ssl.trustStorePassword",
                PASSWORD);
    }

    private KeyStore trusted() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(certificate.pem())) {
            trusted.setCertificateEntry(
                    "gateway", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        return trusted;
    }
}
