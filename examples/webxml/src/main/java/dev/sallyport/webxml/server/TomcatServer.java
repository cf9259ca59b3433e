package dev.sallyport.webxml.server;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ContextResource;

/** Tomcat 11 (Servlet 6.1). */
final class TomcatServer implements WebServer {
    private final Tomcat tomcat = new Tomcat();
    private final Connector connector = new Connector();
    private final Context application;

    TomcatServer(int port, Path war, Path work, DataSource dataSource) {
        tomcat.setBaseDir(work.toString());
        connector.setPort(port);
        connector.setProperty("address", "127.0.0.1");
        tomcat.setConnector(connector);
        tomcat.enableNaming();
        // Tomcat's defaults without the servlet for pages (JSP), which is no part of this server.
        tomcat.setAddDefaultWebXmlToWebapp(false);
        if (!work.resolve("webapps").toFile().isDirectory()
                && !work.resolve("webapps").toFile().mkdirs()) {
            throw new IllegalStateException("The folder " + work + " cannot be made");
        }
        application = tomcat.addWebapp("", war.toString());
        ((StandardContext) application).setFailCtxIfServletStartFails(true);
        Tomcat.addServlet(application, "default", "org.apache.catalina.servlets.DefaultServlet")
                .setOverridable(true);
        application.addServletMapping("/", "default");
        application.addMimeMapping("html", "text/html");
        application.getNamingResources().addResource(resource(dataSource));
    }

    private static ContextResource resource(DataSource dataSource) {
        Handout.dataSource = dataSource;
        ContextResource resource = new ContextResource();
        resource.setName(DATA_SOURCE);
        resource.setType(DataSource.class.getName());
        resource.setAuth("Container");
        resource.setProperty("factory", Handout.class.getName());
        return resource;
    }

    @Override
    public void start() throws Exception {
        tomcat.start();
        if (application.getState() != LifecycleState.STARTED) {
            throw new LifecycleException("the log above says why");
        }
    }

    @Override
    public void reload() {
        application.reload();
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void stop() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            System.err.println("Tomcat did not stop cleanly: " + e);
        }
    }
}
