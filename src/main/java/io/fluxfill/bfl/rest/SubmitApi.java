package io.fluxfill.bfl.rest;

import io.quarkus.rest.client.reactive.Url;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * BFL's two submit operations. A client of its own, because its connections are never used twice: one that died while
 * Lambda had frozen the process would leave a paid submit in doubt.
 */
@RegisterRestClient(configKey = "bfl-submit")
interface SubmitApi {

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    Response submit(@Url URI url, @HeaderParam("x-key") String key, byte[] body);
}
