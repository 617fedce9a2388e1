package io.fluxfill.bfl;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fluxfill.waiting.Backoff;
import io.fluxfill.waiting.Time;

/**
 * BFL's asynchronous API: submit a fill, ask for its task, fetch the picture.
 *
 * @param submitter costs money
 * @param poller costs nothing
 * @param downloader costs nothing, and has no key
 */
public record Bfl(Submitter submitter, TaskPoller poller, PictureDownloader downloader) {

    /**
     * Where BFL is, and what of it may be asked.
     *
     * @param hosts where the operations live
     * @param trustedHosts which URLs may be asked with the key
     * @param deliveryHosts which URLs pictures may be fetched from
     */
    public record Places(BflHosts hosts, TrustedHosts trustedHosts, DeliveryHosts deliveryHosts) {}

    /**
     * The three over one transport.
     *
     * @param apiKey what BFL is paid with
     * @param directory knows where tasks live that other processes submitted
     */
    public static Bfl over(
            Transport transport, Places places, ApiKey apiKey, TaskDirectory directory, ObjectMapper json, Time time) {
        ResponseReader responses = new ResponseReader(json, time.clock());
        Retries retries = new Retries(new Backoff(time.random()), time.sleeper());
        PollingUrlCache cache = new PollingUrlCache();
        BflHosts hosts = places.hosts();
        PollingUrls urls = new PollingUrls(hosts, places.trustedHosts(), cache);
        ApiKey pollKey = new SparingKey(apiKey, time.clock());
        GetResult getResult = new GetResult(transport, responses);
        TaskSearch search = new TaskSearch(hosts, pollKey, getResult, cache, time.ticker());
        return new Bfl(
                new BflSubmitter(hosts, urls, apiKey, transport, responses, retries),
                new TaskPoller(urls, pollKey, getResult, search, cache, directory, retries),
                new PictureDownloader(places.deliveryHosts(), transport, responses, retries));
    }
}
