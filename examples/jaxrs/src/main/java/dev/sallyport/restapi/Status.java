package dev.sallyport.restapi;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Open to everyone. */
@Path("status")
@PermitAll
public final class Status {
    /** For the JAX-RS runtime. */
    public Status() {}

    /** Whether the application runs. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String get() {
        return "{\"up\":true}\n";
    }
}
