package dev.sallyport.jaxrs;

import dev.sallyport.caller.Caller;
import dev.sallyport.log.RareLines;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.servlet.guard.ResourceGate;
import dev.sallyport.servlet.rule.MethodRule;
import dev.sallyport.servlet.rule.NamedRule;
import dev.sallyport.servlet.wire.Reply;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the method that the runtime has matched, before any other filter and before the body is read. Safe for use by many
 * threads: what the runtime sets are proxies of the current request.
 *
 * <p>Bound to no name, it runs for every matched method, those of sub-resources included. What never gets to a method (no such
 * path, a wrong HTTP method, a generated OPTIONS, an earlier filter's answer, a locator's exception) is caught on its way out: it
 * is shown to whoever may call a method without annotations, and to nobody else.
 */
final class JaxrsGuard implements ContainerRequestFilter, ContainerResponseFilter {
    /** First in, last out. */
    static final int PRIORITY = -1_000_000;

    /** The property of a call under which Jersey finds its caller. */
    static final String CALLER = "dev.sallyport.jaxrs.caller";

    private static final RareLines UNGUARDED = new RareLines(System.getLogger(JaxrsGuard.class.getName()));
    private static final String DECIDED = "dev.sallyport.jaxrs.decided";
    private static final NamedRule NO_METHOD = new NamedRule("no resource method", MethodRule.unannotated());
    private static final Reply NO_GATE = Reply.empty(403);

    private final ResourceRuleReader rules;
    private final StartCheck check;
    private final boolean pushesCaller;
    private volatile boolean asked;

    @Context
    @SuppressWarnings("NullAway.Init")
    private HttpServletRequest request;

    @Context
    @SuppressWarnings("NullAway.Init")
    private HttpServletResponse response;

    @Context
    @SuppressWarnings("NullAway.Init")
    private ResourceInfo resource;

    /** @param pushesCaller whether the runtime is RESTEasy, which is told the caller of each request */
    JaxrsGuard(ResourceRuleReader rules, StartCheck check, boolean pushesCaller) {
        this.rules = rules;
        this.check = check;
        this.pushesCaller = pushesCaller;
    }

    /** The application registered the feature by itself. */
    void ask() {
        check.ask();
        asked = true;
    }

    @Override
    public void filter(ContainerRequestContext call) {
        Optional<Reply> refusal = refuseMatched(call);
        call.setProperty(DECIDED, new GuardedMark(this, matched(call), call.getProperty(DECIDED)));
        Caller caller =
                refusal.isPresent() ? null : SallyportWeb.caller(request).orElse(null);
        call.setProperty(CALLER, caller);
        if (pushesCaller && caller != null) {
            ResteasyCallers.push(caller);
        }
        refusal.ifPresent(reply -> call.abortWith(JaxrsReplies.of(reply)));
    }

    @Override
    public void filter(ContainerRequestContext call, ContainerResponseContext answer) {
        if (!GuardedMark.has(call.getProperty(DECIDED), this, matched(call)) && (asked || isAdmitted())) {
            ResourceGate gate = gate();
            Optional<Reply> refusal = gate == null ? Optional.of(NO_GATE) : refuse(gate, call, List.of(NO_METHOD));
            refusal.ifPresent(reply -> JaxrsReplies.replace(answer, reply));
        }
    }

    private Optional<Reply> refuseMatched(ContainerRequestContext call) {
        Class<?> type = called(resource.getResourceClass(), call.getUriInfo().getMatchedResources());
        Method method = resource.getResourceMethod();
        List<Locators.Step> steps = rules.locators().of(call.getUriInfo());
        if (!asked && !isAdmitted() && !isWanted(type, method, steps)) {
            // Neither the filter nor an annotation says that it is our business.
            return Optional.empty();
        }
        ResourceGate gate = gate();
        if (gate == null) {
            return Optional.of(NO_GATE);
        }
        if (!steps.isEmpty()) {
            check.met(steps.get(0).parent());
        }
        List<NamedRule> all = new ArrayList<>();
        steps.forEach(step -> all.addAll(rules.of(step, gate.validator())));
        all.add(type == null || method == null ? NO_METHOD : rules.of(type, method, gate.validator()));
        return refuse(gate, call, all);
    }

    private boolean isAdmitted() {
        return ResourceGate.of(request.getServletContext())
                .filter(gate -> gate.hasAdmitted(request))
                .isPresent();
    }

    private boolean isWanted(@Nullable Class<?> type, @Nullable Method method, List<Locators.Step> steps) {
        return (type != null && method != null && check.concerns(type, method))
                || steps.stream()
                        .anyMatch(
                                step -> step.methods().stream().anyMatch(each -> check.concerns(step.parent(), each)));
    }

    /** RESTEasy names the interface that has {@code @Path}; what stands on the class of the resource itself must not be lost. */
    private static @Nullable Class<?> called(@Nullable Class<?> named, List<Object> matched) {
        if (named == null || matched.isEmpty()) {
            return named;
        }
        Class<?> actual = FittingLocators.typeOf(matched.get(0));
        return named.isAssignableFrom(actual) ? actual : named;
    }

    private Optional<Reply> refuse(ResourceGate gate, ContainerRequestContext call, List<NamedRule> all) {
        String path = matched(call);
        for (NamedRule each : all) {
            Optional<Reply> refusal = gate.refuse(request, response, each.rule(), each.name(), path);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    /** Within the context: a filter before matching may have changed it, and for an include runtimes read the including request's. */
    private String matched(ContainerRequestContext call) {
        String path = call.getUriInfo().getAbsolutePath().getPath();
        String context = request.getServletContext().getContextPath();
        return path == null ? "" : path.startsWith(context + "/") ? path.substring(context.length()) : path;
    }

    private @Nullable ResourceGate gate() {
        ResourceGate gate = ResourceGate.of(request.getServletContext()).orElse(null);
        if (gate == null) {
            UNGUARDED.log(
                    Level.ERROR,
                    "A request was refused, because no SallyportFilter has started in this context: install SallyportWeb");
        }
        return gate;
    }
}
