package dev.sallyport.containers;

import java.io.CharArrayWriter;
import java.io.File;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.AbstractAccessLogValve;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.websocket.server.WsSci;
import org.jspecify.annotations.Nullable;

/** Tomcat 11 (Servlet 6.1). */
final class TomcatEmbedded implements Container {
    private static final Logger LOG = Logger.getLogger("org.apache.catalina");

    private final Tomcat tomcat = new Tomcat();
    private final Connector connector = new Connector();
    private final AtomicReference<@Nullable Throwable> said = listen();

    TomcatEmbedded(Deployment deployment) {
        tomcat.setBaseDir(base());
        tomcat.setSilent(true);
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxHttpHeaderSize", "131072");
        if (THREADS > 0) {
            connector.setProperty("maxThreads", Integer.toString(THREADS));
        }
        if (deployment.lenient()) {
            connector.setProperty("relaxedPathChars", "<>[\\]^`{|}");
            connector.setProperty("rejectIllegalHeader", "false");
            connector.setEncodedSolidusHandling(EncodedSolidusHandling.DECODE.getValue());
        }
        connector.setAllowTrace(true);
        connector.addUpgradeProtocol(new Http2Protocol());
        tomcat.setConnector(connector);
        Context context = tomcat.addContext(
                deployment.contextPath(),
                deployment.files() == null ? null : deployment.files().toString());
        context.addWelcomeFile("index.html");
        AbstractAccessLogValve log = new AbstractAccessLogValve() {
            @Override
            protected void log(CharArrayWriter message) {
                deployment.accessLog().accept(message.toString());
            }
        };
        log.setPattern("%{dev.sallyport.caller}r");
        tomcat.getEngine().getPipeline().addValve(log);
        ((StandardContext) context).setFailCtxIfServletStartFails(!GOES_ON.get());
        // Without a default servlet Tomcat calls no filter for what nothing is mapped to.
        Tomcat.addServlet(context, "default", "org.apache.catalina.servlets.DefaultServlet")
                .setOverridable(true);
        context.addServletMapping("/", "default");
        if (!deployment.webSockets().isEmpty() && !deployment.webSocketsLast()) {
            context.addServletContainerInitializer(new WsSci(), deployment.webSockets());
        }
        context.addServletContainerInitializer(deployment.application(), Set.of());
        if (!deployment.webSockets().isEmpty() && deployment.webSocketsLast()) {
            context.addServletContainerInitializer(new WsSci(), deployment.webSockets());
        }
        deployment.errorPages().forEach((status, path) -> {
            ErrorPage page = new ErrorPage();
            page.setErrorCode(status);
            page.setLocation(path);
            context.addErrorPage(page);
        });
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            close();
            throw new StartFailed(e);
        }
        if (context.getState() != LifecycleState.STARTED) {
            close();
            throw new StartFailed(said.get());
        }
    }

    /** Tomcat makes its folder itself, but not when another one makes it at the same moment. */
    private static String base() {
        File base = new File("target/tomcat").getAbsoluteFile();
        if (!base.mkdirs() && !base.isDirectory()) {
            throw new IllegalStateException("The folder " + base + " cannot be made");
        }
        return base.toString();
    }

    /** Tomcat does not throw what stopped an application, it logs it. */
    private static AtomicReference<@Nullable Throwable> listen() {
        AtomicReference<@Nullable Throwable> said = new AtomicReference<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                if (record.getThrown() != null) {
                    said.compareAndSet(null, record.getThrown());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        LOG.addHandler(handler);
        LOG.setUseParentHandlers(false);
        return said;
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException("Tomcat does not stop", e);
        }
    }
}
