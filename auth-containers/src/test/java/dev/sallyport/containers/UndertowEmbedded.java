package dev.sallyport.containers;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.accesslog.AccessLogHandler;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ErrorPage;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.ServletException;
import java.net.InetSocketAddress;
import java.util.Set;

/** Undertow 2.3 (Servlet 6.0). */
final class UndertowEmbedded implements Container {
    private final Undertow server;
    private final DeploymentManager deployment;

    UndertowEmbedded(Deployment deployed) {
        DeploymentInfo info = Servlets.deployment()
                .setClassLoader(UndertowEmbedded.class.getClassLoader())
                .setDeploymentName("app")
                .setContextPath(deployed.contextPath().isEmpty() ? "/" : deployed.contextPath())
                .addServletContainerInitializer(new ServletContainerInitializerInfo(
                        deployed.application().getClass(),
                        new ImmediateInstanceFactory<>(deployed.application()),
                        Set.of()));
        if (!deployed.webSockets().isEmpty()) {
            WebSocketDeploymentInfo webSockets = new WebSocketDeploymentInfo();
            deployed.webSockets().forEach(webSockets::addEndpoint);
            info.addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, webSockets);
        }
        if (deployed.files() != null) {
            info.setResourceManager(new PathResourceManager(deployed.files())).addWelcomePage("index.html");
        }
        info.addInitialHandlerChainWrapper(next -> new AccessLogHandler(
                next,
                deployed.accessLog()::accept,
                "%{r,dev.sallyport.caller}",
                UndertowEmbedded.class.getClassLoader()));
        deployed.errorPages().forEach((status, path) -> info.addErrorPage(new ErrorPage(path, status)));
        deployment = Servlets.newContainer().addDeployment(info);
        try {
            deployment.deploy();
            server = Undertow.builder()
                    .addHttpListener(0, "127.0.0.1")
                    .setIoThreads(2)
                    // Eight for each of two is its default.
                    .setWorkerThreads(THREADS == 0 ? 16 : THREADS)
                    .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
                    .setServerOption(UndertowOptions.DECODE_SLASH, deployed.lenient())
                    .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, deployed.lenient())
                    .setServerOption(UndertowOptions.MAX_HEADER_SIZE, 128 * 1024)
                    .setHandler(Handlers.path()
                            .addPrefixPath(
                                    deployed.contextPath().isEmpty() ? "/" : deployed.contextPath(),
                                    deployment.start()))
                    .build();
        } catch (ServletException | RuntimeException e) {
            throw new StartFailed(e);
        }
        server.start();
    }

    @Override
    public int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public void close() {
        server.stop();
        try {
            deployment.stop();
        } catch (ServletException e) {
            throw new IllegalStateException("Undertow does not stop", e);
        }
        deployment.undeploy();
    }
}
