package io.fluxfill.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for {@code localhost} with a key on P-256, made by the JDK's keytool and vouching for itself.
 *
 * <p>To be taken where one certificate will do; where it matters what is wrong with one, there are authorities of tests' own.
 */
public final class LocalCertificate {
    private static final String NAME = "local";
    private static final String PASSWORD = "password";
    private static final byte[] LINE_END = {'\n'};

    private final SSLContext server;
    private final Path pem;

    private LocalCertificate(SSLContext server, Path pem) {
        this.server = server;
        this.pem = pem;
    }

    /**
     * Makes one.
     *
     * @param folder where its files are written
     * @throws IOException if the JDK has no keytool, or it fails
     */
    public static LocalCertificate in(Path folder) throws IOException, InterruptedException {
        Path store = folder.resolve("local.p12");
        keytool(
                "-genkeypair",
                "-alias",
                NAME,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            String base64 = Base64.getMimeEncoder(64, LINE_END)
                    .encodeToString(keys.getCertificate(NAME).getEncoded());
            Path pem = Files.writeString(
                    folder.resolve("local.pem"),
                    "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
            return new LocalCertificate(context, pem.toAbsolutePath());
        } catch (GeneralSecurityException e) {
            throw new IOException("The certificate cannot be used", e);
        }
    }

    /** What a server shows it with. */
    public SSLContext server() {
        return server;
    }

    /** What a client trusts it with, and nobody else. */
    public SSLContext client() {
        try {
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted());
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, managers.getTrustManagers(), null);
            return tls;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("The certificate cannot be trusted", e);
        }
    }

    /** The certificate alone, for those who shall trust it. */
    public Path pem() {
        return pem;
    }

    /** For a process in Java that shall trust it and nobody else: system properties. */
    public Map<String, String> systemProperties() throws IOException {
        Path store = pem.resolveSibling("trusted.p12");
        try (OutputStream out = Files.newOutputStream(store)) {
            trusted().store(out, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IOException("The certificate cannot be written", e);
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
        try (InputStream in = Files.newInputStream(pem)) {
            trusted.setCertificateEntry(
                    NAME, CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        return trusted;
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        builder.command().addAll(List.of(arguments));
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool fails: " + said.strip());
        }
    }
}
