package dev.sallyport.quickstart.docs;

import java.util.Locale;

/** What stands around an example, so that it compiles. The part before it is one line, so that line numbers stay easy. */
enum Frame {
    /** Whole types; compiled only. */
    TYPES("", ""),

    /** Whole types of a JAX-RS application; compiled only. */
    RESOURCES("", ""),

    /** Whole types of a Spring application; compiled only. */
    CONTROLLERS("", ""),

    /** Statements that make {@code auth} and install it in {@code servletContext}, with a {@code dataSource} at hand. */
    WIRING("public static void run(DataSource dataSource, ServletContext servletContext) throws Exception {", "}"),

    /** Statements that use an {@code auth} that is there already. */
    STATEMENTS("public static void run(Sallyport auth, ServletContext servletContext) throws Exception {", "}"),

    /** Lines between {@code Sallyport.builder()} and {@code build()}. */
    BUILDER(
            "public static Sallyport run(DataSource dataSource) { return Sallyport.builder()"
                    + ".issuer(\"https://api.example.com\").scopes(\"reports:read\", \"reports:generate\")",
            ".build(); }");

    static final String CLASS_NAME = "Example";

    private static final String IMPORTS = String.join(
            " ",
            "import dev.sallyport.*; import dev.sallyport.access.*; import dev.sallyport.account.*; import dev.sallyport.apikey.*;",
            "import dev.sallyport.mail.*;",
            "import dev.sallyport.audit.*; import dev.sallyport.caller.*; import dev.sallyport.client.*;",
            "import dev.sallyport.leak.*; import dev.sallyport.limit.*;",
            "import dev.sallyport.grant.*; import dev.sallyport.page.*; import dev.sallyport.scope.*; import dev.sallyport.secret.*;",
            "import dev.sallyport.servlet.*; import dev.sallyport.servlet.console.*; import dev.sallyport.servlet.describe.*;",
            "import dev.sallyport.servlet.profile.accessrefresh.*;",
            "import dev.sallyport.servlet.profile.cookiesession.*; import dev.sallyport.servlet.profile.idsecret.*;",
            "import dev.sallyport.servlet.profile.keylogin.*; import dev.sallyport.servlet.profile.privatetokens.*;",
            "import dev.sallyport.servlet.wire.CorsPolicy; import dev.sallyport.session.*;"
                    + " import dev.sallyport.store.jdbc.*; import"
                    + " dev.sallyport.store.redis.*;",
            "import dev.sallyport.tenant.*; import dev.sallyport.testing.*; import dev.sallyport.token.*; import dev.sallyport.user.*; import jakarta.annotation.security.*;",
            "import jakarta.servlet.*; import jakarta.servlet.annotation.WebServlet; import"
                    + " jakarta.servlet.annotation.WebListener;",
            "import jakarta.servlet.http.*; import java.io.IOException; import java.nio.file.Path; import java.time.*;",
            "import java.util.*; import javax.sql.DataSource; import org.jspecify.annotations.Nullable;");

    private static final String RESOURCE_IMPORTS = String.join(
            " ",
            "import dev.sallyport.access.*; import dev.sallyport.caller.*; import dev.sallyport.jaxrs.*;",
            "import jakarta.annotation.security.*; import jakarta.ws.rs.*; import jakarta.ws.rs.core.*; import java.util.*;");

    private static final String CONTROLLER_IMPORTS = String.join(
            " ",
            "import dev.sallyport.*; import dev.sallyport.servlet.*; import jakarta.servlet.*; import jakarta.servlet.http.*;",
            "import java.io.*; import org.jspecify.annotations.Nullable; import org.springframework.aop.framework.AopProxyUtils;",
            "import org.springframework.aop.support.AopUtils; import org.springframework.beans.factory.*;",
            "import org.springframework.boot.web.servlet.ServletContextInitializer; import org.springframework.context.*;",
            "import org.springframework.context.annotation.*; import org.springframework.core.Ordered;",
            "import org.springframework.web.method.HandlerMethod; import org.springframework.web.servlet.*;",
            "import org.springframework.web.servlet.handler.*;");

    private final String before;
    private final String after;

    Frame(String before, String after) {
        this.before = before;
        this.after = after;
    }

    /** @throws IllegalArgumentException when there is none of that name */
    static Frame named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** A compilation unit whose second line is the first of the example. */
    String around(String example) {
        return switch (this) {
            case TYPES -> IMPORTS + "\n" + example + "\n";
            case RESOURCES -> RESOURCE_IMPORTS + "\n" + example + "\n";
            case CONTROLLERS -> CONTROLLER_IMPORTS + "\n" + example + "\n";
            case WIRING, STATEMENTS, BUILDER ->
                IMPORTS + " public class " + CLASS_NAME + " { " + before + "\n" + example + "\n" + after + " }\n";
        };
    }
}
