package dev.sallyport.servlet;

import dev.sallyport.access.AccessRule;
import dev.sallyport.log.RareLines;
import dev.sallyport.servlet.guard.ResourceGate;
import dev.sallyport.servlet.guard.start.ResourceServlets;
import dev.sallyport.servlet.rule.MethodRule;
import dev.sallyport.servlet.rule.MethodRuleReader;
import dev.sallyport.servlet.rule.NamedRule;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * For a framework that calls methods inside one servlet, such as Spring MVC its controllers: applies the annotations on those
 * methods, by the rules that hold for servlets. Where it is asked before a method runs, the annotations hold; it cannot know of
 * methods that it is not asked about. Safe for use by many threads; make one per servlet context and keep it, since it reads each
 * method once.
 *
 * <p>A request that did not come through the {@link SallyportFilter} is refused, whatever the annotations say. A method that is
 * annotated nowhere needs a valid credential.
 *
 * <p>See decision 0061.
 */
public final class MethodGuard {
    private static final RareLines UNGUARDED = new RareLines(System.getLogger(MethodGuard.class.getName()));
    private static final NamedRule NO_METHOD = new NamedRule("no method", MethodRule.unannotated());

    private final ServletContext context;
    private final MethodRuleReader rules = new MethodRuleReader();

    private MethodGuard(ServletContext context) {
        this.context = context;
    }

    /**
     * It may be made before the filter has started. As long as there is none, a servlet of Spring MVC whose controllers are annotated
     * is closed.
     */
    public static MethodGuard of(ServletContext context) {
        ResourceServlets.of(context).addMethodGuard();
        return new MethodGuard(context);
    }

    /**
     * What the method demands. Ask for every method when the application starts: annotations that make no sense stop it then, and
     * close the method otherwise.
     *
     * @param type the class that the method is called on, not one that a proxy made of it
     * @throws IllegalStateException when the annotations contradict each other or name what there is not; or before the filter has
     *     started
     */
    public AccessRule rule(Class<?> type, Method method) {
        return rules.read(type, method, started().validator()).rule().rule();
    }

    /**
     * From now on the filter leaves the demand to this guard, for everything that the servlet serves: it authenticates what is
     * presented, counts the general limits, and no longer asks for a credential where none came, so that {@code @PermitAll} on a
     * method opens it. Call it when it is certain that whatever the servlet calls is asked about first. Without this call the
     * filter asks for a credential before the servlet is reached.
     *
     * @param servlet its name
     * @throws IllegalStateException before the filter has started, when there is no such servlet, or when a mapping of it is not
     *     protected
     */
    public void takeOver(String servlet) {
        ResourceGate gate = started();
        ServletRegistration registration = context.getServletRegistration(servlet);
        if (registration == null) {
            throw new IllegalStateException("takeOver(\"" + servlet + "\"): there is no such servlet; there are "
                    + new TreeSet<>(context.getServletRegistrations().keySet()));
        }
        gate.requireCovered(registration);
        ResourceServlets.of(context).add(servlet);
    }

    /**
     * Counts the request against the method's limits and decides. When the method may not run, the answer is written; in an ERROR
     * dispatch, and in an include, nothing is.
     *
     * @param type the class that the method is called on, not one that a proxy made of it
     * @return whether the method may run
     */
    public boolean admits(HttpServletRequest request, HttpServletResponse response, Class<?> type, Method method)
            throws IOException {
        ResourceGate gate = gate(response);
        return gate != null && admits(gate, request, response, rules.of(type, method, gate.validator()));
    }

    /**
     * The same for what leads to no method, such as a file or a path that is unknown: a valid credential is needed, unless {@link
     * SallyportWeb#open} opened the path.
     */
    public boolean admits(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ResourceGate gate = gate(response);
        return gate != null && admits(gate, request, response, NO_METHOD);
    }

    private static boolean admits(
            ResourceGate gate, HttpServletRequest request, HttpServletResponse response, NamedRule rule)
            throws IOException {
        return gate.admits(request, response, rule.rule(), rule.name());
    }

    private @Nullable ResourceGate gate(HttpServletResponse response) {
        ResourceGate gate = ResourceGate.of(context).orElse(null);
        if (gate == null) {
            UNGUARDED.log(
                    Level.ERROR,
                    "A request was refused, because no SallyportFilter has started in this context: install SallyportWeb");
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            response.setHeader("Cache-Control", "no-store");
        }
        return gate;
    }

    private ResourceGate started() {
        return ResourceGate.of(context)
                .orElseThrow(() -> new IllegalStateException(
                        "No SallyportFilter has started in this context: install SallyportWeb first"));
    }
}
