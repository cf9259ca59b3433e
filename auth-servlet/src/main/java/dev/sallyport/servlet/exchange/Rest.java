package dev.sallyport.servlet.exchange;

import jakarta.servlet.ServletInputStream;
import java.io.IOException;

/**
 * The rest of a body that nobody waits for, when the answer has been sent. Some containers read it themselves, on a thread that waits
 * for as long as the client likes, and each has another way to be kept from it. Without state.
 *
 * <ul>
 *   <li>Jetty closes the connection: nothing is to be done. So does Tomcat where a listener was set.
 *   <li>Undertow reads on where the stream was not closed; closing it reads on, too, but an interrupted thread gives up.
 *   <li>Tomcat reads on where no listener was set, unless the request fails after its answer was sent.
 * </ul>
 */
final class Rest {
    private Rest() {}

    static void leave(ServletInputStream in) {
        Thread.currentThread().interrupt();
        try {
            in.close();
        } catch (IOException | RuntimeException e) {
            // As intended.
        } finally {
            // Nothing after this is interrupted.
            Thread.interrupted();
        }
    }

    /** @param request as the container made it */
    static void failOnTomcat(Object request) throws IOException {
        if (request.getClass().getName().startsWith("org.apache.catalina.")) {
            throw new LeftBehind();
        }
    }

    /** Tomcat logs it: one line, and no stack trace, since it is no fault of the code. */
    private static final class LeftBehind extends IOException {
        private static final long serialVersionUID = 1L;

        LeftBehind() {
            super("The body did not come in time, or too many wait for theirs; the connection is closed");
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
