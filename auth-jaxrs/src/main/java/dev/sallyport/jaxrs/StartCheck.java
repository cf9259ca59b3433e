package dev.sallyport.jaxrs;

import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.servlet.guard.ResourceGate;
import dev.sallyport.servlet.rule.Ancestry;
import dev.sallyport.servlet.wire.EndpointTable.Row;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the annotations of every root resource while the runtime tells its methods, so that those that make no sense, and those that
 * the filter does not cover, stop the start; and puts what they demand into the table of endpoints. Where the runtime starts before
 * our filter, the filter's start waits for this. Methods of sub-resources may come to light only with a request, which finds
 * senseless ones closed then. Safe for use by many threads.
 */
final class StartCheck implements DynamicFeature {
    private static final Logger LOG = System.getLogger(StartCheck.class.getName());

    private final ResourceRuleReader rules;
    private final ServletContext context;
    private final @Nullable Mount mount;
    private final Set<Told> waiting = new LinkedHashSet<>();
    private final Set<Class<?>> known = ConcurrentHashMap.newKeySet();
    private final OwnAnnotations own = new OwnAnnotations();
    private volatile boolean asked;
    private volatile @Nullable ResourceGate gate;

    /** Two resources may inherit one method. */
    private record Told(Class<?> type, Method method) {}

    /** @param mount null where it is not known, and then the table has nothing of it */
    StartCheck(ResourceRuleReader rules, ServletContext context, @Nullable Mount mount) {
        this.rules = rules;
        this.context = context;
        this.mount = mount;
    }

    /** The application registered the feature by itself. */
    void ask() {
        asked = true;
    }

    /** Tells whether somebody wants the method guarded: who registered the feature, or who annotated it. */
    boolean concerns(Class<?> type, Method method) {
        return asked || own.on(type, method);
    }

    @Override
    public synchronized void configure(ResourceInfo resource, FeatureContext feature) {
        Class<?> type = resource.getResourceClass();
        Method method = resource.getResourceMethod();
        if (type == null || method == null || Designation.rootPath(type) == null) {
            return;
        }
        ResourceGate open = gate;
        if (open == null) {
            waiting.add(new Told(type, method));
        } else {
            check(open, type, method);
        }
    }

    /** @throws IllegalStateException when something is wrong with a method that the runtime has told before */
    synchronized void opened(ResourceGate opened) {
        waiting.forEach(told -> check(opened, told.type(), told.method()));
        waiting.clear();
        gate = opened;
    }

    /** For a root resource of which the runtime tells no method, because it has locators only; its requests are decided anyway. */
    void met(Class<?> type) {
        ResourceGate open = gate;
        if (open != null && !known.contains(type)) {
            try {
                addRows(open, type);
            } catch (IllegalStateException | LinkageError | TypeNotPresentException e) {
                LOG.log(
                        Level.WARNING,
                        "The table of endpoints lacks those of " + type.getName() + ": " + e.getMessage());
            }
        }
    }

    private void check(ResourceGate open, Class<?> type, Method method) {
        if (!concerns(type, method)) {
            return;
        }
        rules.read(type, method, open.validator());
        if (mount != null) {
            mount.requireCovered(open, "The resource method " + Ancestry.name(method));
        }
        addRows(open, type);
    }

    private void addRows(ResourceGate open, Class<?> type) {
        String path = Designation.rootPath(type);
        if (!known.add(type) || path == null || mount == null) {
            return;
        }
        List<Row> rows = ResourceTable.of(type, path, mount.bases(), rules, open.validator());
        SallyportWeb.endpointTable(context).ifPresent(table -> table.add(rows));
    }
}
