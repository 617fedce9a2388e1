package io.fluxfill.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for {@code localhost} with a key on P-256, made by the JDK's keytool and vouching for itself. */
public final class BflCertificate {
    private static final String NAME = "bfl";
    private static final byte[] LINE_END = {'\n'};

    private final SSLContext context;
    private final Path pem;

    private BflCertificate(SSLContext context, Path pem) {
        this.context = context;
        this.pem = pem;
    }

    /**
     * Makes one.
     *
     * @param folder where its files are written
     * @throws IOException if the JDK has no keytool, or it fails
     */
    public static BflCertificate in(Path folder) throws IOException, InterruptedException {
        String password = UUID.randomUUID().toString();
        Path store = folder.resolve("bfl.p12");
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
                password);
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, password.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            String base64 = Base64.getMimeEncoder(64, LINE_END)
                    .encodeToString(keys.getCertificate(NAME).getEncoded());
            Path pem = Files.writeString(
                    folder.resolve("bfl.pem"),
                    "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
            return new BflCertificate(context, pem.toAbsolutePath());
        } catch (GeneralSecurityException e) {
            throw new IOException("The certificate cannot be used", e);
        }
    }

    /** What a server shows it with. */
    public SSLContext context() {
        return context;
    }

    /** The certificate alone, for those who shall trust it. */
    public Path pem() {
        return pem;
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
