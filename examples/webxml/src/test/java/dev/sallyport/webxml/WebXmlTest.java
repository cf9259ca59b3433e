package dev.sallyport.webxml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.webxml.server.Refusals;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The finished WAR in real servers, as an operator runs it. */
class WebXmlTest {
    private static final String WEB_XML = "WEB-INF/web.xml";

    /** What web.xml becomes in those that are refused. */
    private static final Map<String, UnaryOperator<String>> REFUSED = Map.of(
            "dispatch.war", webXml -> webXml.replaceAll("<dispatcher>(?!REQUEST)[A-Z]+</dispatcher>", ""),
            "beside.war",
                    webXml -> webXml.replace("<url-pattern>/*</url-pattern>", "<url-pattern>/auth/*</url-pattern>"),
            "forgotten.war", webXml -> webXml.replaceAll("(?s)<filter>.*</filter-mapping>", ""));

    /** What each server says of all of them, which one process tries. */
    private static final Map<String, String> SAID = new ConcurrentHashMap<>();

    @TempDir
    static Path refusals;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"tomcat", "jetty"})
    void theWarAuthenticates(String server) throws Exception {
        String token;
        String key;
        try (Program program = Program.start(server, folder, Program.war())) {
            assertThat(program.send("GET", "/index.html", "").statusCode()).isEqualTo(200);
            assertThat(program.send("GET", "/api/ping", "").body()).startsWith("pong");
            assertThat(program.send("GET", "/api/reports", "").statusCode()).isEqualTo(401);
            assertThat(program.send("GET", "/nothing", "").statusCode()).isEqualTo(401);
            assertThat(login(program, "wrong-password").statusCode()).isEqualTo(401);
            token = member("access_token", login(program, Program.PASSWORD));
            assertThat(program.send("GET", "/api/reports", token).body()).contains("{\"reports\":2}");
            assertThat(program.send("POST", "/api/reports", token).statusCode()).isEqualTo(201);
            assertThat(program.send("DELETE", "/api/reports", token).statusCode())
                    .isEqualTo(403);
            key = member("key", program.post("/auth/api-keys", token, """
                            {"name":"k","scopes":["reports:read"]}"""));
            assertThat(program.send("GET", "/api/reports", key).statusCode()).isEqualTo(200);
            assertThat(program.send("POST", "/api/reports", key).statusCode()).isEqualTo(403);
            assertThat(program.send("GET", "/auth/scopes", token).body()).contains("\"GET /api/reports/*\"");
            assertThat(program.said())
                    .containsPattern("/api/reports/\\* +DELETE +scope reports:delete")
                    .containsPattern("/auth/login +POST +open")
                    .doesNotContain(Program.PASSWORD)
                    .doesNotContain("by code, and containers do not tell");
            program.stop();
        }
        try (Program again = Program.start(server, folder, Program.war())) {
            assertThat(again.send("GET", "/api/reports", key).statusCode()).isEqualTo(200);
            assertThat(again.send("GET", "/api/reports", token).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomcat", "jetty"})
    void aDispatchThatTheFilterDoesNotSeeStopsTheStart(String server) {
        assertThat(refusal(server, "dispatch.war"))
                .contains(
                        "The filter \"sallyport\" of class dev.sallyport.servlet.SallyportFilter does not see [FORWARD, INCLUDE,"
                                + " ASYNC, ERROR] dispatches to \"/*\"")
                .contains("add <dispatcher>FORWARD</dispatcher><dispatcher>INCLUDE</dispatcher>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomcat", "jetty"})
    void anAnnotatedServletBesideTheFilterStopsTheStart(String server) {
        assertThat(refusal(server, "beside.war"))
                .contains(
                        "The servlet dev.sallyport.webxml.ReportsServlet is annotated, but its mapping \"/api/reports/*\" is not"
                                + " protected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomcat", "jetty"})
    void aForgottenFilterStopsTheStart(String server) throws Exception {
        // Which class is annotated and no servlet the container finds, and tells the initializer.
        Path war = changed(
                folder.resolve("changed.war"),
                webXml -> webXml.replaceAll("(?s)<filter>.*</servlet-mapping>", "")
                        .replaceAll("(?s)<context-param>.*</context-param>", ""));
        assertThat(Program.failure(server, folder, war))
                .contains("Nothing enforces the annotations of [dev.sallyport.webxml.ReportsServlet,"
                        + " dev.sallyport.webxml.Resource]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomcat", "jetty"})
    void nothingOutlivesTheApplication(String server) throws Exception {
        assertThat(Program.run("dev.sallyport.webxml.server.Reloads", server, folder))
                // The application that runs has a timer while an answer of its is held back.
                .matches(
                        "Class loaders: 1\nThreads: \\[sallyport-changes, sallyport-housekeeping(, sallyport-timer)?]\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomcat", "jetty"})
    void aFilterForgottenBesideTheServletStopsTheStart(String server) {
        assertThat(refusal(server, "forgotten.war"))
                .contains(
                        "Nothing enforces the annotations of [dev.sallyport.webxml.ReportsServlet,"
                                + " dev.sallyport.webxml.Resource]: web.xml declares dev.sallyport.servlet.SallyportServlet without");
    }

    @Test
    void theAnnotationProcessorNotedWhatIsAnnotated() throws IOException {
        try (ZipFile war = new ZipFile(Program.war().toFile());
                InputStream index = war.getInputStream(war.getEntry("WEB-INF/classes/META-INF/sallyport/endpoints"))) {
            assertThat(new String(index.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("dev.sallyport.webxml.ReportsServlet\n");
            assertThat(war.stream().map(ZipEntry::getName)).noneMatch(name -> name.contains("sallyport-processor"));
        }
    }

    @Test
    void theGuideShowsTheFileThatRuns() throws IOException {
        String webXml = Files.readString(Path.of("src/main/webapp/WEB-INF/web.xml"));
        String guide = Files.readString(Path.of("../../docs/guide.md"));
        Matcher block = Pattern.compile("(?s)```xml\n(<\\?xml.*?)```").matcher(guide);
        assertThat(block.results().map(found -> found.group(1))).contains(webXml);
    }

    private static HttpResponse<String> login(Program program, String password) throws Exception {
        return program.post("/auth/login", "", """
                {"username":"ada@example.com","password":"%s"}""".formatted(password));
    }

    private static String member(String name, HttpResponse<String> answer) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(answer.body());
        assertThat(matcher.find()).as(answer.body()).isTrue();
        return matcher.group(1);
    }

    private static String refusal(String server, String war) {
        String said = SAID.computeIfAbsent(server, WebXmlTest::refusals);
        int begin = said.indexOf(Refusals.OF + war);
        assertThat(begin).as("%s in %s", war, said).isNotNegative();
        int end = said.indexOf(Refusals.OF, begin + 1);
        String refusal = said.substring(begin, end < 0 ? said.length() : end);
        assertThat(refusal).contains("The application does not start: ").doesNotContain("It started");
        return refusal;
    }

    private static String refusals(String server) {
        try {
            Path wars = Files.createDirectory(refusals.resolve(server));
            for (Map.Entry<String, UnaryOperator<String>> each : REFUSED.entrySet()) {
                changed(wars.resolve(each.getKey()), each.getValue());
            }
            return Program.complaints("dev.sallyport.webxml.server.Refusals", server, wars);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes the WAR with another web.xml, and one class more. */
    private static Path changed(Path war, UnaryOperator<String> change) throws IOException {
        try (ZipFile original = new ZipFile(Program.war().toFile());
                OutputStream out = Files.newOutputStream(war);
                ZipOutputStream copy = new ZipOutputStream(out)) {
            for (ZipEntry entry : Collections.list(original.entries())) {
                try (InputStream in = original.getInputStream(entry)) {
                    byte[] content = in.readAllBytes();
                    if (entry.getName().equals(WEB_XML)) {
                        String before = new String(content, StandardCharsets.UTF_8);
                        String after = change.apply(before);
                        assertThat(after).isNotEqualTo(before);
                        content = after.getBytes(StandardCharsets.UTF_8);
                    }
                    copy.putNextEntry(new ZipEntry(entry.getName()));
                    copy.write(content);
                    copy.closeEntry();
                }
            }
            copy.putNextEntry(new ZipEntry("WEB-INF/classes/dev/sallyport/webxml/Resource.class"));
            try (InputStream in = Objects.requireNonNull(Resource.class.getResourceAsStream("Resource.class"))) {
                in.transferTo(copy);
            }
            copy.closeEntry();
        }
        return war;
    }
}
