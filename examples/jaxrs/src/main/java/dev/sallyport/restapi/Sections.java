package dev.sallyport.restapi;

import jakarta.annotation.security.DenyAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** A sub-resource: whoever reaches it may read the report already. */
@Produces(MediaType.APPLICATION_JSON)
public final class Sections {
    private final int report;

    Sections(int report) {
        this.report = report;
    }

    /** Any caller that the way here let through. */
    @GET
    public String list() {
        return "{\"report\":" + report + ",\"sections\":[\"summary\",\"figures\"]}\n";
    }

    /** Nobody. */
    @DELETE
    @DenyAll
    public String remove() {
        return "{}\n";
    }
}
