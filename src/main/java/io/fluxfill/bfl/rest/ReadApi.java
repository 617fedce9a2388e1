package io.fluxfill.bfl.rest;

import io.quarkus.rest.client.reactive.Url;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What is read from BFL: task bodies, and finished pictures (without a key). */
@RegisterRestClient(configKey = "bfl-read")
interface ReadApi {

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    Response task(@Url URI url, @HeaderParam("x-key") String key);

    @GET
    @Produces(MediaType.WILDCARD)
    Response picture(@Url URI url);
}
