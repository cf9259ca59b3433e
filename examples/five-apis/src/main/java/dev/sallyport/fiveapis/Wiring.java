package dev.sallyport.fiveapis;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.function.Consumer;

/** Runs an API's wiring when its context starts, which is when an application has to do it. */
final class Wiring implements ServletContextListener {
    private final Consumer<ServletContext> wiring;

    Wiring(Consumer<ServletContext> wiring) {
        this.wiring = wiring;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        wiring.accept(event.getServletContext());
    }
}
