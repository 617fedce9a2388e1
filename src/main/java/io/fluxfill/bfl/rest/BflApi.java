package io.fluxfill.bfl.rest;

import io.quarkus.rest.client.reactive.Url;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.concurrent.CompletionStage;

/**
 * What is asked of BFL: fills, tasks, finished pictures (without a key). Every call names its whole URL. An answer that comes
 * later has its whole body; that of a picture, which is waited for, is read as it comes.
 */
@Path("")
interface BflApi {

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    CompletionStage<Response> submit(@Url URI url, @HeaderParam("x-key") String key, byte[] body);

    /**
     * The same for a long body. With its length, it is sent part by part, and not in HTTP's chunks.
     *
     * @param parts a {@code Multi} of Vert.x' {@code Buffer}s, which is what the client looks for. Of a type that is named
     *     here, all methods would be kept for reflection: a third of a megabyte
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    CompletionStage<Response> submit(
            @Url URI url,
            @HeaderParam("x-key") String key,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) int length,
            Object parts);

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    CompletionStage<Response> task(@Url URI url, @HeaderParam("x-key") String key);

    @GET
    @Produces(MediaType.WILDCARD)
    Response picture(@Url URI url);
}
