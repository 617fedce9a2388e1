package io.fluxfill.function;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** BFL over HTTPS, twice: plain fill with a certificate that the function trusts, finetunes with one that it does not. */
public final class HttpsResource implements QuarkusTestResourceLifecycleManager {
    private static final Path CERTIFICATES = Path.of("target/test-certificates");
    private static final String PASSWORD = "password";

    private WireMockServer trusted;
    private WireMockServer untrusted;

    @Override
    public Map<String, String> start() {
        trusted = server("trusted");
        untrusted = server("untrusted");
        Map<String, String> settings = new HashMap<>(Planted.keySetting());
        settings.putAll(Map.of(
                "flux-fill.bfl.url",
                url(trusted),
                "flux-fill.bfl.finetune-url",
                url(untrusted),
                "flux-fill.bfl.trusted-hosts",
                "localhost:" + trusted.httpsPort() + ",localhost:" + untrusted.httpsPort(),
                "flux-fill.wait.function-timeout",
                "3s",
                "flux-fill.wait.margin",
                "500ms",
                "quarkus.tls.bfl.trust-store.pem.certs",
                CERTIFICATES.resolve("trusted-ca.crt").toAbsolutePath().toString(),
                "quarkus.rest-client.bfl-submit.tls-configuration-name",
                "bfl",
                "quarkus.rest-client.bfl-read.tls-configuration-name",
                "bfl"));
        return settings;
    }

    @Override
    public void stop() {
        trusted.stop();
        untrusted.stop();
    }

    private static WireMockServer server(String name) {
        try {
            Files.createDirectories(CERTIFICATES);
            new CertificateGenerator(CERTIFICATES, true)
                    .generate(new CertificateRequest()
                            .withName(name)
                            .withPassword(PASSWORD)
                            .withFormat(Format.PEM)
                            .withFormat(Format.PKCS12));
        } catch (Exception e) {
            throw new IllegalStateException("No certificate could be made", e);
        }
        WireMockServer server = new WireMockServer(WireMockConfiguration.options()
                .dynamicPort()
                .dynamicHttpsPort()
                .keystoreType("PKCS12")
                .keystorePath(CERTIFICATES.resolve(name + "-keystore.p12").toString())
                .keystorePassword(PASSWORD)
                .keyManagerPassword(PASSWORD));
        server.start();
        server.stubFor(post(anyUrl())
                .willReturn(
                        okJson("{\"id\":\"abc\",\"polling_url\":\"https://api.eu2.bfl.ai/v1/get_result?id=abc\"}")));
        return server;
    }

    private static String url(WireMockServer server) {
        return "https://localhost:" + server.httpsPort();
    }
}
