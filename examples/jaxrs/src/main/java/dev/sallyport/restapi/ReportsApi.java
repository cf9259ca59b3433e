package dev.sallyport.restapi;

import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** What is served and who may call it, in one place; it holds although the class that implements it repeats nothing. */
@Path("reports")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope("reports:read")
public interface ReportsApi {
    /** All reports: {@code reports:read}, from the interface. */
    @GET
    String list(@Context SecurityContext security);

    /** Makes one: {@code reports:generate} stands in place of the interface's. */
    @POST
    @RequiresScope("reports:generate")
    @RateLimited(value = "5/minute", group = "generate")
    Response generate();

    /** The sections of one report: a sub-resource, with rules of its own. */
    @Path("{id}/sections")
    Sections sections(@PathParam("id") int id);
}
