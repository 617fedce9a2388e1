package io.fluxfill.bfl;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fluxfill.waiting.Backoff;
import io.fluxfill.waiting.Sleeper;
import io.fluxfill.waiting.Ticker;
import java.time.Clock;

/**
 * BFL's asynchronous API: submit a fill, ask for its task, fetch the picture.
 *
 * @param submitter costs money
 * @param poller costs nothing
 * @param downloader costs nothing, and has no key
 */
public record Bfl(Submitter submitter, TaskPoller poller, PictureDownloader downloader) {

    /**
     * The three over one transport.
     *
     * @param hosts where the operations live
     * @param trustedHosts which URLs may be asked with the key
     * @param deliveryHosts which URLs pictures may be fetched from
     * @param apiKey what BFL is paid with
     * @param sleeper lets the pauses between tries go by
     */
    public static Bfl over(
            Transport transport,
            BflHosts hosts,
            TrustedHosts trustedHosts,
            DeliveryHosts deliveryHosts,
            ApiKey apiKey,
            ObjectMapper json,
            Backoff backoff,
            Sleeper sleeper,
            Clock clock,
            Ticker ticker) {
        ResponseReader answers = new ResponseReader(json, clock);
        Retries retries = new Retries(backoff, sleeper);
        PollingUrlCache known = new PollingUrlCache();
        PollingUrls urls = new PollingUrls(hosts, trustedHosts);
        ApiKey pollKey = new SparingKey(apiKey, clock);
        GetResult look = new GetResult(transport, answers, clock);
        TaskSearch search = new TaskSearch(hosts, pollKey, look, known, ticker);
        return new Bfl(
                new BflSubmitter(hosts, urls, apiKey, transport, answers, known, retries, clock),
                new TaskPoller(urls, pollKey, look, search, known, retries),
                new PictureDownloader(deliveryHosts, transport, answers, retries));
    }
}
