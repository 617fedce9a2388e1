package io.fluxfill.http;

import io.fluxfill.error.ErrorType;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.log.EventRecord;
import io.fluxfill.page.PageFile;
import io.fluxfill.page.PageFiles;
import io.fluxfill.storage.ObjectStore;
import io.fluxfill.storage.S3Location;
import io.fluxfill.storage.StorageException;
import io.fluxfill.waiting.Deadline;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code GET /} and {@code GET /page/FILE}: the page, for whoever has a browser and a key. It has no data of anybody's, so it is
 * there without a key; what it asks for afterwards, it asks of the other routes.
 */
public final class PageRoute implements Route {
    private static final String FILES = "/page/";

    /** What stands in the page for the part of this endpoint's address after the host. */
    private static final String BASE = "<base href=\"/\">";

    /** Made for the name alone: nobody sends it. */
    private static final Duration LINK = Duration.ofSeconds(1);

    private final PageFiles files;
    private final ObjectStore store;
    private final List<S3Location> folders;

    /**
     * @param store tells the hosts of buckets
     * @param folders where the page may put pictures to and fetch them from, by links that are signed
     */
    public PageRoute(PageFiles files, ObjectStore store, List<S3Location> folders) {
        this.files = files;
        this.store = store;
        this.folders = List.copyOf(folders);
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public boolean takes(String path) {
        return path.isEmpty() || path.startsWith(FILES);
    }

    @Override
    public HttpResponse answer(HttpRequest request, Deadline end, EventRecord record) {
        record.showsPage();
        return request.path().isEmpty() ? first(request) : hashed(request.path());
    }

    private HttpResponse first(HttpRequest request) {
        PageFile page = files.first();
        String base = URI.create(request.address().endpoint()).getRawPath();
        return HttpResponse.text(200, page.contentType(), page.text().replace(BASE, "<base href=\"" + base + "/\">"))
                .with("cache-control", "no-cache")
                .with("content-security-policy", policy())
                .with("referrer-policy", "no-referrer")
                .with("x-content-type-options", "nosniff")
                .with("x-frame-options", "DENY")
                .with("cross-origin-opener-policy", "same-origin");
    }

    private HttpResponse hashed(String path) {
        PageFile file = files.hashed(path.substring(FILES.length()))
                .orElseThrow(() -> new FluxFillException(ErrorType.INVALID_REQUEST, "The page has no such file.")
                        .withHttpStatus(404));
        return HttpResponse.text(200, file.contentType(), file.text())
                .with("cache-control", "public, max-age=31536000, immutable")
                .with("x-content-type-options", "nosniff");
    }

    /** Nothing is loaded from, or sent, anywhere but here and to the buckets. */
    private String policy() {
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'"
                + buckets() + "; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";
    }

    private String buckets() {
        return folders.stream()
                .map(this::origin)
                .distinct()
                .map(origin -> " " + origin)
                .collect(Collectors.joining());
    }

    private String origin(S3Location folder) {
        try {
            URI link = store.linkForReading(folder, LINK);
            return link.getScheme() + "://" + link.getRawAuthority();
        } catch (StorageException e) {
            throw new FluxFillException(
                    ErrorType.UNAVAILABLE, "The page's buckets have no address: " + e.getMessage() + ".");
        }
    }
}
