package dev.sallyport.servlet;

import dev.sallyport.servlet.guard.Upgrades;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Fails a handshake of a WebSocket when something that answers it has come before our filters since the start; from then on it stands
 * behind them. A listener is asked before all filters, but cannot answer; so the container does, with an error. Without state.
 *
 * <p>See decision 0091.
 */
final class HandshakeWatch implements ServletRequestListener {
    @Override
    public void requestInitialized(ServletRequestEvent event) {
        if (event.getServletRequest() instanceof HttpServletRequest request
                && Upgrades.isAsked(request)
                && !ChainOrder.of(event.getServletContext()).putFirst()) {
            throw new IllegalStateException(
                    "Jetty's filter for WebSockets had come before those of Sallyport; now it is behind them");
        }
    }
}
