package dev.sallyport.servlet.guard.start;

import dev.sallyport.access.RequiresScope;
import dev.sallyport.log.RareLines;
import dev.sallyport.servlet.rule.Ancestry;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The annotated controllers of Spring MVC in one context: a {@code DispatcherServlet} publishes its beans in the servlet context.
 * Spring is asked by reflection, because it may not be there. Without state.
 */
final class SpringControllers {
    private static final Logger LOG = System.getLogger(SpringControllers.class.getName());
    private static final RareLines UNSEEN = new RareLines(LOG);
    private static final String DISPATCHER = "org.springframework.web.servlet.DispatcherServlet";
    private static final String BEANS_OF = "org.springframework.web.servlet.FrameworkServlet.CONTEXT.";
    private static final String ROOT = "org.springframework.web.context.WebApplicationContext.ROOT";
    private static final String JAX_RS = "jakarta.ws.rs.Path";
    private static final String OWN = RequiresScope.class.getPackageName();

    private SpringControllers() {}

    static boolean isDispatcher(Class<?> servlet) {
        return Stream.<Class<?>>iterate(servlet, type -> type != null, Class::getSuperclass)
                .anyMatch(type -> type.getName().equals(DISPATCHER));
    }

    /**
     * The names of the annotated classes among the beans that the servlet may call.
     *
     * @return null while nobody can see the beans
     */
    static @Nullable Set<String> annotated(ServletContext context, String servlet) {
        @Nullable Object beans = context.getAttribute(BEANS_OF + servlet);
        if (beans == null) {
            beans = context.getAttribute(ROOT);
        }
        Set<String> found = new TreeSet<>();
        try {
            if (beans == null) {
                return null;
            }
            for (@Nullable Object each = beans; each != null; each = call(each, "getParent")) {
                for (String name : (String[]) required(call(each, "getBeanDefinitionNames"))) {
                    Class<?> type = type(each, name);
                    if (type != null && isAnnotated(type)) {
                        found.add(type.getName());
                    }
                }
            }
            return found;
        } catch (ReflectiveOperationException | RuntimeException e) {
            UNSEEN.log(Level.WARNING, "The beans of the servlet \"" + servlet + "\" cannot be seen", e);
            return null;
        }
    }

    /** Of a proxy that shares interfaces only, the class behind it. */
    private static @Nullable Class<?> type(Object beans, String name) throws ReflectiveOperationException {
        @Nullable
        Class<?> type = (Class<?>) api(beans).getMethod("getType", String.class).invoke(beans, name);
        if (type == null || !Proxy.isProxyClass(type)) {
            return type;
        }
        Object bean = required(api(beans).getMethod("getBean", String.class).invoke(beans, name));
        return (Class<?>) Class.forName(
                        "org.springframework.aop.framework.AopProxyUtils",
                        false,
                        beans.getClass().getClassLoader())
                .getMethod("ultimateTargetClass", Object.class)
                .invoke(null, bean);
    }

    private static Class<?> api(Object beans) throws ClassNotFoundException {
        return Class.forName(
                "org.springframework.context.ApplicationContext",
                false,
                beans.getClass().getClassLoader());
    }

    private static @Nullable Object call(Object beans, String method) throws ReflectiveOperationException {
        return api(beans).getMethod(method).invoke(beans);
    }

    private static Object required(@Nullable Object value) {
        if (value == null) {
            throw new IllegalStateException("Spring answered null");
        }
        return value;
    }

    /** Servlets are told by their registrations, resources of JAX-RS by its runtime. */
    private static boolean isAnnotated(Class<?> type) {
        if (Servlet.class.isAssignableFrom(type) || Filter.class.isAssignableFrom(type)) {
            return false;
        }
        try {
            List<Class<?>> all = Ancestry.of(type, ancestor -> false).levels().stream()
                    .flatMap(List::stream)
                    .toList();
            return all.stream().noneMatch(each -> has(each, JAX_RS))
                    && all.stream()
                            .anyMatch(each -> hasOwn(each)
                                    || Arrays.stream(each.getDeclaredMethods()).anyMatch(SpringControllers::hasOwn));
        } catch (LinkageError | TypeNotPresentException e) {
            // A bean of which an optional part is missing; Spring would not call it either.
            LOG.log(Level.DEBUG, "The class " + type.getName() + " cannot be read", e);
            return false;
        }
    }

    private static boolean has(AnnotatedElement element, String annotation) {
        return Arrays.stream(element.getDeclaredAnnotations())
                .anyMatch(each -> each.annotationType().getName().equals(annotation));
    }

    private static boolean hasOwn(AnnotatedElement element) {
        return Arrays.stream(element.getDeclaredAnnotations())
                .anyMatch(each -> each.annotationType().getPackageName().equals(OWN));
    }
}
