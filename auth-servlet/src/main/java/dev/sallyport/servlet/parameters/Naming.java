package dev.sallyport.servlet.parameters;

import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** What the container hands out by name. Without state. */
final class Naming {
    private static final String COMPONENT = "java:comp/env/";

    private Naming() {}

    /**
     * @param name below {@code java:comp/env/}, or a whole one that begins with {@code java:}
     * @throws IllegalArgumentException when there is nothing of that name; without what the container said of it, which may repeat
     *     how the resource is set up
     */
    @SuppressWarnings(
            "BanJNDI") // The name stands in web.xml, and is one of the container's own: no request can choose it.
    static Object lookUp(String name) {
        String whole = name.startsWith("java:") ? name : COMPONENT + name;
        @Nullable Object found;
        try {
            found = new InitialContext().lookup(whole);
        } catch (NamingException e) {
            throw new IllegalArgumentException("the container has nothing under " + whole + " ("
                    + e.getClass().getSimpleName()
                    + "): declare the resource there, as a <Resource> of Tomcat's context or a Resource of jetty-plus");
        }
        if (found == null) {
            throw new IllegalArgumentException("the container has nothing under " + whole);
        }
        return found;
    }
}
