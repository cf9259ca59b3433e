package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that is open shows its welcome file, and opens nothing else. */
class OpenFoldersTest {
    private final TestServer server = TestServer.withDefaults();

    @TempDir
    Path files;

    @BeforeEach
    void start() throws Exception {
        for (String folder : new String[] {"", "docs/", "docs/more/", "my docs/", "secret/", "sent/"}) {
            Files.createDirectories(files.resolve(folder));
            Files.writeString(files.resolve(folder + "index.html"), "[" + folder + "]");
        }
        server.context.setBaseResourceAsPath(files);
        server.context.setWelcomeFiles(new String[] {"index.html"});
        server.context.addServlet(DefaultServlet.class, "/");
        server.servlet(new Sending("/sent/index.html"), "/sent/")
                .servlet(new Sending("/secret/index.html"), "/docs/other/")
                .install(SallyportWeb.of(server.auth)
                        .protect("/*")
                        .open("/", "/docs/", "/my docs/", "/sent/", "/docs/other/"))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void welcomeFileOfAnOpenFolderIsShown() throws Exception {
        assertThat(server.send("GET", "/").body()).isEqualTo("[]");
        assertThat(server.send("GET", "/docs/").body()).isEqualTo("[docs/]");
        assertThat(server.send("GET", "/my%20docs/").body()).isEqualTo("[my docs/]");
    }

    @Test
    void everythingElseStaysClosed() throws Exception {
        for (String path : new String[] {
            "/index.html", "/docs/index.html", "/docs/more/", "/docs/more/index.html", "/secret/", "/secret/index.html"
        }) {
            assertThat(server.send("GET", path).statusCode()).as(path).isEqualTo(401);
            assertThat(server.get(path, server.key()).statusCode()).as(path).isEqualTo(200);
        }
    }

    /** Only the container's servlet forwards to what no request chooses. */
    @Test
    void servletOfTheApplicationForwardsToNothingThatIsClosed() throws Exception {
        assertThat(server.send("GET", "/sent/").statusCode()).isEqualTo(401);
        assertThat(server.send("GET", "/docs/other/").statusCode()).isEqualTo(401);
        assertThat(server.get("/sent/", server.key()).body()).isEqualTo("[sent/]");
    }

    private static final class Sending extends HttpServlet {
        private static final long serialVersionUID = 1;
        private final String to;

        Sending(String to) {
            this.to = to;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            request.getRequestDispatcher(to).forward(request, response);
        }
    }
}
