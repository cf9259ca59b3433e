package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.access.RequiresScope;
import jakarta.servlet.DispatcherType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.FilterMapping;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no container tells of a filter in web.xml is read there. */
class DispatcherTypeCheckTest {
    private static final String ALL =
            "<dispatcher>REQUEST</dispatcher><dispatcher>FORWARD</dispatcher><dispatcher>INCLUDE</dispatcher>"
                    + "<dispatcher>ASYNC</dispatcher><dispatcher>ERROR</dispatcher>";
    private static final String ASYNC = "<async-supported>true</async-supported>";

    private final TestServer server = TestServer.withDefaults();
    private final List<String> said = new ArrayList<>();
    private final Logger logger = Logger.getLogger(DispatcherTypeCheck.class.getName());
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            said.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        logger.removeHandler(listener);
        server.close();
    }

    @Test
    void allFiveInOneMappingOrInSeveralStart() throws Exception {
        webXml(
                ASYNC,
                mapping("/*", "<dispatcher>REQUEST</dispatcher><dispatcher>ERROR</dispatcher>")
                        + mapping(
                                "/*",
                                "<dispatcher>FORWARD</dispatcher><dispatcher>INCLUDE</dispatcher><dispatcher>ASYNC</dispatcher>"));
        start("/*");
        assertThat(said).isEmpty();
        assertThat(server.send("GET", "/reports").statusCode()).isEqualTo(401);
    }

    @Test
    void aMappingWithoutDispatchersSeesRequestsOnly() throws Exception {
        webXml(ASYNC, mapping("/*", ""));
        assertThatThrownBy(() -> start("/*"))
                .hasStackTraceContaining(
                        "The filter \"guard\" of class dev.sallyport.servlet.SallyportFilter does not see [FORWARD,"
                                + " INCLUDE, ASYNC, ERROR] dispatches to \"/*\"")
                .hasStackTraceContaining("add <dispatcher>FORWARD</dispatcher><dispatcher>INCLUDE</dispatcher>"
                        + "<dispatcher>ASYNC</dispatcher><dispatcher>ERROR</dispatcher> to its <filter-mapping>, beside"
                        + " <dispatcher>REQUEST</dispatcher>");
    }

    @Test
    void oneThatIsLeftOutOfOneOfTwoMappingsIsNamed() throws Exception {
        webXml(ASYNC, mapping("/*", ALL) + mapping("/admin/*", ALL.replace("<dispatcher>INCLUDE</dispatcher>", "")));
        assertThatThrownBy(() -> start("/*", "/admin/*"))
                .hasStackTraceContaining("does not see [INCLUDE] dispatches to \"/admin/*\"");
    }

    @Test
    void theFilterTakesPartInAsynchronousRequests() throws Exception {
        webXml("", mapping("/*", ALL));
        assertThatThrownBy(() -> start("/*"))
                .hasStackTraceContaining(
                        "lets no asynchronous request through: add <async-supported>true</async-supported>");
    }

    @Test
    void ofAMappingByCodeItIsSaidThatNobodyKnows() throws Exception {
        start("/*");
        assertThat(said).singleElement().asString().contains("was mapped to [/*] by code, and containers do not tell");
        assertThat(server.send("GET", "/reports").statusCode()).isEqualTo(401);
    }

    @Test
    void anEntityOfTheDescriptorReadsNoFile() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "SECRET");
        write("<!DOCTYPE web-app [<!ENTITY x SYSTEM \"" + secret.toUri()
                + "\">]><web-app><filter><filter-name>&x;</filter-name>" + "</filter></web-app>");
        assertThatThrownBy(() -> start("/*"))
                .hasStackTraceContaining("A web.xml or web-fragment.xml cannot be read")
                .satisfies(thrown -> assertThat(thrown.toString()).doesNotContain("SECRET"));
    }

    @Test
    void aMappingToAServletCoversThatServletAndNoOther() throws Exception {
        server.context.addFilter(guard(), "/nothing", EnumSet.allOf(DispatcherType.class));
        FilterMapping byName = new FilterMapping();
        byName.setFilterName("guard");
        byName.setServletName("wide");
        byName.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        server.context.getServletHandler().addFilterMapping(byName);
        server.context.addServlet(new ServletHolder("wide", new Recording()), "/wide/*");
        server.servlet(new Annotated(), "/wide/reports");
        server.onStart(event -> event.getServletContext().setAttribute(SallyportWeb.CONTEXT_ATTRIBUTE, server.auth));
        assertThatThrownBy(server::start)
                .hasStackTraceContaining("its mapping \"/wide/reports\" is not protected")
                .hasStackTraceContaining("Protected are [/nothing] and the servlets [wide]");
    }

    private void start(String... patterns) throws Exception {
        logger.addHandler(listener);
        FilterHolder filter = guard();
        for (String pattern : patterns) {
            server.context.addFilter(filter, pattern, EnumSet.allOf(DispatcherType.class));
        }
        server.servlet(new Annotated(), "/reports")
                .onStart(event -> event.getServletContext().setAttribute(SallyportWeb.CONTEXT_ATTRIBUTE, server.auth))
                .start();
    }

    private static FilterHolder guard() {
        FilterHolder filter = new FilterHolder(SallyportFilter.class);
        filter.setName("guard");
        filter.setAsyncSupported(true);
        return filter;
    }

    private void webXml(String ofFilter, String mappings) throws Exception {
        write(
                "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\"><filter><filter-name> guard </filter-name>"
                        + "<filter-class>dev.sallyport.servlet.SallyportFilter</filter-class>" + ofFilter + "</filter>"
                        + mappings
                        + "</web-app>");
    }

    private void write(String webXml) throws Exception {
        Files.createDirectories(folder.resolve("WEB-INF"));
        Files.writeString(folder.resolve("WEB-INF/web.xml"), webXml);
        server.context.setBaseResource(ResourceFactory.of(server.context).newResource(folder));
    }

    private static String mapping(String pattern, String dispatchers) {
        return "<filter-mapping><filter-name>guard</filter-name><url-pattern>" + pattern + "</url-pattern>"
                + dispatchers + "</filter-mapping>";
    }

    @RequiresScope("reports:read")
    static final class Annotated extends Recording {}
}
