package dev.sallyport.restapi;

import dev.sallyport.jaxrs.SallyportFeature;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The application: its resources, and the feature that guards them. */
@ApplicationPath("/api")
public final class Api extends Application {
    /** For the JAX-RS runtime. */
    public Api() {}

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(SallyportFeature.class, Reports.class, Status.class);
    }
}
