package dev.sallyport.jaxrs;

import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.model.Invocable;
import org.glassfish.jersey.server.model.ResourceMethod;

/**
 * Jersey says which locators it called, those that code put together included; loaded there only. The resources on the way would
 * not do: a locator may answer a model of resources, which is none of them.
 */
final class JerseyLocators implements Locators {
    private final Locators otherwise = new FittingLocators();

    @Override
    public List<Step> of(UriInfo uri) {
        List<ResourceMethod> called =
                uri instanceof ExtendedUriInfo extended ? extended.getMatchedResourceLocators() : List.of();
        if (called.isEmpty()) {
            return otherwise.of(uri);
        }
        List<Step> steps = new ArrayList<>();
        for (int i = called.size() - 1; i >= 0; i--) {
            Invocable locator = called.get(i).getInvocable();
            steps.add(new Step(locator.getHandler().getHandlerClass(), List.of(locator.getHandlingMethod())));
        }
        return steps;
    }

    @Override
    public List<Method> alike(Class<?> parent, Method locator, Class<?> child) {
        return List.of(locator);
    }
}
