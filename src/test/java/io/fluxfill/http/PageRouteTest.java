package io.fluxfill.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.log.EventLog;
import io.fluxfill.log.EventRecord;
import io.fluxfill.page.PageFiles;
import io.fluxfill.storage.S3Location;
import io.fluxfill.storage.StorageException.Kind;
import io.fluxfill.testing.FakeStore;
import io.fluxfill.testing.FakeTime;
import io.fluxfill.waiting.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageRouteTest {
    private final FakeTime time = new FakeTime();
    private final FakeStore store = new FakeStore(time);
    private final PageRoute route = new PageRoute(
            new PageFiles(), store, List.of(new S3Location("results", "pictures"), new S3Location("uploads", "in")));

    @ParameterizedTest
    @CsvSource({
        "https://flux.example, /",
        "https://flux.example/base, /base/",
        "https://abc.execute-api.eu-west-1.amazonaws.com/flux-fill, /flux-fill/",
        "http://localhost:3000, /"
    })
    void the_page_finds_its_files_wherever_the_api_is(String endpoint, String base) {
        assertThat(answer(endpoint, "").bodyText())
                .contains("<base href=\"" + base + "\">")
                .contains("src=\"page/app-");
    }

    @Test
    void it_may_talk_to_this_origin_and_the_buckets_and_to_nobody_else() {
        assertThat(answer("").headers().get("content-security-policy"))
                .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
                        + " connect-src 'self' https://results.s3.example https://uploads.s3.example;"
                        + " base-uri 'self'; form-action 'none'; frame-ancestors 'none'");
    }

    @Test
    void one_bucket_for_both_is_named_once_and_without_any_it_may_talk_to_this_origin_only() {
        S3Location one = new S3Location("bucket", "pictures");
        PageRoute both = new PageRoute(new PageFiles(), store, List.of(one, new S3Location("bucket", "uploads")));
        PageRoute none = new PageRoute(new PageFiles(), store, List.of());

        assertThat(policy(both)).contains("connect-src 'self' https://bucket.s3.example;");
        assertThat(policy(none)).contains("connect-src 'self';");
    }

    @Test
    void nothing_in_it_is_loaded_from_elsewhere_or_runs_within_it() {
        assertThat(answer("").bodyText())
                .doesNotContain("https://", "<script>", "<style>", " style=", " onload=", " onclick=");
    }

    @Test
    void the_page_is_asked_for_anew_each_time_and_its_files_never_again() {
        assertThat(answer("").headers()).containsEntry("cache-control", "no-cache");
        Matcher files = Pattern.compile("\"(page/[^\"]+\\.(js|css))\"")
                .matcher(answer("").bodyText());
        assertThat(files.results())
                .hasSize(2)
                .allSatisfy(found -> assertThat(answer("/" + found.group(1)).headers())
                        .containsEntry("cache-control", "public, max-age=31536000, immutable")
                        .containsEntry("x-content-type-options", "nosniff")
                        .containsEntry(
                                "content-type",
                                found.group(2).equals("js")
                                        ? "text/javascript; charset=utf-8"
                                        : "text/css; charset=utf-8"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/page/",
                "/page/index.html",
                "/page/app-00000000.js",
                "/page/../application.properties",
                "/page/PageFiles.class",
                "/page/%2e%2e/application.properties"
            })
    void no_other_name_leads_to_a_file(String path) {
        FluxFillException refusal = catchThrowableOfType(FluxFillException.class, () -> answer(path));

        assertThat(refusal.httpStatus()).isEqualTo(404);
        assertThat(refusal.type()).isEqualTo(ErrorType.INVALID_REQUEST);
    }

    @Test
    void without_an_address_of_the_bucket_there_is_no_page() {
        store.fails(Kind.UNAVAILABLE, "no credentials");

        FluxFillException failure = catchThrowableOfType(FluxFillException.class, () -> answer(""));

        assertThat(failure.type()).isEqualTo(ErrorType.UNAVAILABLE);
    }

    @Test
    void it_takes_its_own_paths_only() {
        assertThat(route.method()).isEqualTo("GET");
        assertThat(List.of("", "/page/x").stream().allMatch(route::takes)).isTrue();
        assertThat(List.of("/page", "/v1/uploads", "/pages/x").stream().noneMatch(route::takes))
                .isTrue();
    }

    private String policy(PageRoute other) {
        return other.answer(request("https://me.example", ""), soon(), record())
                .headers()
                .get("content-security-policy");
    }

    private HttpResponse answer(String path) {
        return answer("https://me.example", path);
    }

    private HttpResponse answer(String endpoint, String path) {
        return route.answer(request(endpoint, path), soon(), record());
    }

    private static HttpRequest request(String endpoint, String path) {
        return new HttpRequest(
                "GET", new Address(endpoint, path), new Headers(), Map.of(), Optional.empty(), HttpBody.EMPTY);
    }

    private Deadline soon() {
        return Deadline.in(Duration.ofSeconds(1), time);
    }

    private EventRecord record() {
        return new EventLog(time).begin();
    }
}
