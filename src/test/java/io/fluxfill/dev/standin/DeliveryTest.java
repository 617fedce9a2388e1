package io.fluxfill.dev.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Where finished pictures are, what becomes of them, and who showed the key to whom. */
class DeliveryTest extends StandInFixture {

    @Test
    void a_picture_is_at_the_host_that_ran_the_task_where_nothing_else_is_asked_for() throws Exception {
        assertThat(sample("a slope").getAuthority())
                .isEqualTo(bfl.regionUrl().getAuthority())
                .isIn(bfl.hosts());
    }

    @Test
    void a_picture_is_at_a_host_that_may_not_get_the_key_on_demand() throws Exception {
        URI sample = sample("[delivery elsewhere]");

        assertThat(sample.getAuthority())
                .isEqualTo(bfl.url(Host.DELIVERY).getAuthority())
                .isNotIn(bfl.hosts())
                .isIn(bfl.deliveryHosts());
        assertThat(PictureCodec.decode(http.get(sample).body()).width()).isEqualTo(SIDE);
    }

    @Test
    void the_stand_in_redirects_to_another_host_that_has_the_picture() throws Exception {
        URI sample = sample("[delivery redirect]");
        HttpResponse<byte[]> redirect = http.get(sample);
        URI location = location(redirect);

        assertThat(sample.getAuthority()).isEqualTo(bfl.url(Host.DELIVERY).getAuthority());
        assertThat(redirect.statusCode()).isEqualTo(302);
        assertThat(location.getAuthority()).isEqualTo(bfl.url(Host.STORAGE).getAuthority());
        assertThat(PictureCodec.decode(http.get(location).body()).width()).isEqualTo(SIDE);
    }

    @Test
    void the_stand_in_redirects_for_ever() throws Exception {
        URI sample = sample("[delivery redirect for ever]");

        assertThat(location(http.get(sample))).isEqualTo(sample);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "[delivery redirect to address], http://169.254.169.254/latest/",
        "[delivery redirect to http], http://delivery-eu1.bfl.ai/",
    })
    void the_stand_in_redirects_to_where_nobody_should_go(String words, String start) throws Exception {
        URI sample = sample(words);

        assertThat(sample.getAuthority()).isEqualTo(bfl.url(Host.DELIVERY).getAuthority());
        assertThat(location(http.get(sample)).toString()).startsWith(start).endsWith(".jpeg");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "[delivery by address], https://169.254.169.254/latest/",
        "[delivery by http], http://delivery-eu1.bfl.ai/",
    })
    void a_picture_is_where_nobody_should_go(String words, String start) throws Exception {
        assertThat(sample(words).toString()).startsWith(start).endsWith(".jpeg");
    }

    @Test
    void the_stand_in_takes_the_signature_for_one_host_at_no_other_region() throws Exception {
        URI sample = sample("a slope");
        URI elsewhere = bfl.url(Host.US2).resolve(sample.getRawPath() + "?" + sample.getRawQuery());

        assertThat(http.get(elsewhere).statusCode()).isEqualTo(404);
    }

    @Test
    void the_stand_in_loses_the_picture_of_a_ready_task() throws Exception {
        assertThat(http.get(sample("[picture gone]")).statusCode()).isEqualTo(404);
    }

    @Test
    void the_stand_in_stops_in_the_middle_of_the_picture_and_keeps_the_connection_open() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(sample("[picture stalls] [delivery elsewhere]"))
                .build();
        var picture = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        int half = (int) picture.headers().firstValueAsLong("Content-Length").orElseThrow() / 2;
        byte[] first = picture.body().readNBytes(half);
        CompletableFuture<Integer> more = CompletableFuture.supplyAsync(() -> next(picture.body()));

        assertThat(first).hasSize(half).startsWith(0xFF, 0xD8);
        assertThatThrownBy(() -> more.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void the_stand_in_lets_the_picture_take_its_time() throws Exception {
        URI sample = sample("[dripped picture 0.1 s]");
        long start = System.nanoTime();

        assertThat(http.get(sample).statusCode()).isEqualTo(200);
        assertThat(System.nanoTime() - start).isGreaterThan(90_000_000);
    }

    @Test
    void the_stand_in_remembers_a_request_for_a_picture_that_carried_a_key() throws Exception {
        URI here = sample("a slope");
        URI elsewhere = sample("[delivery elsewhere]");
        http.get(here);
        http.get(elsewhere);
        int before = bfl.keyLeaks();
        http.send("GET", here, null, "x-key", StandInOptions.SAMPLE_KEY);
        http.send("GET", elsewhere, null, "x-key", StandInOptions.SAMPLE_KEY);

        assertThat(before).isZero();
        assertThat(bfl.keyLeaks()).isEqualTo(2);
    }

    @Test
    void the_stand_in_takes_a_key_for_a_leak_whatever_is_asked_of_a_host_that_has_pictures_only() throws Exception {
        URI poll = bfl.url(Host.DELIVERY).resolve("/v1/get_result?id=x");

        assertThat(http.send("GET", poll, null, "x-key", "bfl_any").statusCode())
                .isEqualTo(404);
        assertThat(bfl.keyLeaks()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "GLOBAL")
    void the_stand_in_counts_pictures_by_host(Host host) throws Exception {
        http.get(bfl.url(host).resolve("/delivery/nothing.jpeg"));

        assertThat(bfl.pictures(host)).isEqualTo(1);
        assertThat(bfl.pictures(Host.GLOBAL)).isZero();
    }

    private static int next(InputStream in) {
        try {
            return in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URI sample(String prompt) throws Exception {
        return sampleOf(finished(request().put("prompt", prompt)));
    }

    private static URI location(HttpResponse<byte[]> redirect) {
        return URI.create(redirect.headers().firstValue("Location").orElseThrow());
    }
}
