package dev.sallyport.servlet.guard.start;

import dev.sallyport.servlet.guard.path.RawPath;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The methods that a request asks to be taken for. A filter behind ours that grants it has the servlet called with another method than
 * the one whose rule we looked at, so the rules of all of them count. Safe for use by many threads.
 *
 * <p>See decision 0092.
 */
public final class OverridingMethods {
    private static final Logger LOG = System.getLogger(OverridingMethods.class.getName());
    private static final String[] HEADERS = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"};
    private static final String PARAMETER = "_method";
    private static final String READS_FORMS = "HiddenHttpMethod";
    private static final List<String> KNOWN = List.of(READS_FORMS, "MethodOverride", "OverrideMethod");

    /** Tells whether a filter of the application reads the parameter from forms, as we then may do too. */
    private final boolean readsForms;

    private OverridingMethods(boolean readsForms) {
        this.readsForms = readsForms;
    }

    /** Names the filters of the context that do such a thing, as far as their classes are called accordingly. */
    public static OverridingMethods in(ServletContext context) {
        boolean readsForms = false;
        for (FilterRegistration filter : context.getFilterRegistrations().values()) {
            Class<?> type = load(context, filter.getClassName());
            if (isOneOf(KNOWN, type)) {
                LOG.log(
                        Level.WARNING,
                        "The filter " + filter.getClassName()
                                + " has a request taken for another method than it was sent with. A"
                                + " request that asks for that must meet the rules of both methods");
            }
            readsForms |= isOneOf(List.of(READS_FORMS), type);
        }
        return new OverridingMethods(readsForms);
    }

    private static @Nullable Class<?> load(ServletContext context, @Nullable String name) {
        try {
            return name == null ? null : Class.forName(name, false, Targets.loader(context));
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    private static boolean isOneOf(List<String> names, @Nullable Class<?> filter) {
        for (Class<?> type = filter; type != null; type = type.getSuperclass()) {
            if (names.stream().anyMatch(type.getName()::contains)) {
                return true;
            }
        }
        return false;
    }

    /** In capital letters; none, without any work, for almost every request. */
    public Set<String> of(HttpServletRequest request) {
        Set<String> methods = null;
        for (String header : HEADERS) {
            if (request.getHeader(header) != null) {
                Enumeration<String> values = request.getHeaders(header);
                while (values != null && values.hasMoreElements()) {
                    methods = add(methods, values.nextElement());
                }
            }
        }
        String query = request.getQueryString();
        if (query != null) {
            for (int at = 0; at < query.length(); at = end(query, at) + 1) {
                int value = value(query, at);
                if (value >= 0) {
                    methods = add(methods, decoded(query.substring(value, end(query, value))));
                }
            }
        }
        if (readsForms && isForm(request)) {
            String[] values = request.getParameterValues(PARAMETER);
            for (String value : values == null ? new String[0] : values) {
                methods = add(methods, value);
            }
        }
        return methods == null ? Set.of() : methods;
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return request.getMethod().equals("POST")
                && type != null
                && Stream.of("application/x-www-form-urlencoded", "multipart/form-data")
                        .anyMatch(form -> type.regionMatches(true, 0, form, 0, form.length()));
    }

    private static @Nullable Set<String> add(@Nullable Set<String> before, String value) {
        Set<String> methods = before;
        for (String method : value.split(",", -1)) {
            if (!method.isBlank()) {
                methods = methods == null ? new LinkedHashSet<>() : methods;
                methods.add(method.strip().toUpperCase(Locale.ROOT));
            }
        }
        return methods;
    }

    /** @return where the value begins of a pair that has our name, however it is escaped; -1 for another name */
    private static int value(String query, int pair) {
        int at = pair;
        for (int i = 0; i < PARAMETER.length(); i++) {
            if (at < query.length() && query.charAt(at) == PARAMETER.charAt(i)) {
                at++;
            } else if (RawPath.octet(query, at) == PARAMETER.charAt(i)) {
                at += 3;
            } else {
                return -1;
            }
        }
        return at < query.length() && query.charAt(at) == '=' ? at + 1 : -1;
    }

    /** A semicolon parts pairs, too, where a container takes it so. */
    private static int end(String query, int from) {
        for (int i = from; i < query.length(); i++) {
            if (query.charAt(i) == '&' || query.charAt(i) == ';') {
                return i;
            }
        }
        return query.length();
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
