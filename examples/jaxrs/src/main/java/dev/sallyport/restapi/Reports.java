package dev.sallyport.restapi;

import dev.sallyport.caller.Caller;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** The reports. */
public final class Reports implements ReportsApi {
    /** For the JAX-RS runtime. */
    public Reports() {}

    @Override
    public String list(SecurityContext security) {
        Caller caller = (Caller) security.getUserPrincipal();
        return "{\"caller\":\"" + caller.kind() + "\",\"items\":[1,2,3]}\n";
    }

    @Override
    public Response generate() {
        return Response.status(Response.Status.CREATED).entity("{\"id\":4}\n").build();
    }

    @Override
    public Sections sections(int id) {
        return new Sections(id);
    }
}
