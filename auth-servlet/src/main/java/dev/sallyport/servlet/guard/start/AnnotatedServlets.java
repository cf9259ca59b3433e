package dev.sallyport.servlet.guard.start;

import dev.sallyport.scope.ScopeCatalog;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds servlets that count on this library, for an application that may not have set it up. Without state. */
public final class AnnotatedServlets {
    private AnnotatedServlets() {}

    /** The class names of the servlets that have annotations of {@code dev.sallyport.access}. */
    public static List<String> in(ServletContext context) {
        Targets targets = new Targets(context, new ServletRuleReader(ScopeCatalog.of(Map.of()), Set.of()));
        List<String> names = new ArrayList<>();
        for (ServletRegistration registration :
                context.getServletRegistrations().values()) {
            if (targets.load(registration).filter(Lineage::usesOwnAnnotations).isPresent()) {
                names.add(registration.getClassName());
            }
        }
        return names;
    }
}
