package dev.sallyport.servlet.guard.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.RequiresScope;
import dev.sallyport.servlet.guard.fixture.FakeContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;

class AnnotatedServletsTest {
    @Test
    void servletsAreNamedThatHaveAnAnnotationOfThisLibrary() {
        FakeContext fake = new FakeContext()
                .servlet("silent", Silent.class, "/a")
                .servlet("class", ByClass.class, "/b")
                .servlet("method", ByMethod.class, "/c")
                .unreadable("gone", "no.such.Servlet", "/d")
                .unreadable("container", null, "/e");

        assertThat(AnnotatedServlets.in(fake.context))
                .containsExactly(ByClass.class.getName(), ByMethod.class.getName());
    }

    @Deprecated
    private abstract static class Silent extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        @Deprecated
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }

    @RequiresScope("a")
    private abstract static class ByClass extends HttpServlet {
        private static final long serialVersionUID = 1;
    }

    private abstract static class ByMethod extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        @RequiresScope("a")
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }
}
