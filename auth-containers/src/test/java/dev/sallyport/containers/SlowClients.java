package dev.sallyport.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Clients that begin a request and then send one byte of its body a second. */
final class SlowClients implements AutoCloseable {
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();

    /** @param next what each sends every second */
    SlowClients(int port, int count, String head, String next) throws IOException {
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            sockets.add(socket);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        }
        byte[] bytes = next.getBytes(StandardCharsets.ISO_8859_1);
        Future<?> unused =
                pace.scheduleAtFixedRate(() -> sockets.forEach(socket -> send(socket, bytes)), 0, 1, TimeUnit.SECONDS);
    }

    private void send(Socket socket, byte[] bytes) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
        } catch (IOException e) {
            sockets.remove(socket);
        }
    }

    /** Tells whether the server answers every one of them, or closes its connection, within that time. */
    boolean areAllAnswered(int seconds) throws IOException {
        for (Socket socket : sockets) {
            socket.setSoTimeout(seconds * 1000);
            try {
                assertThat(socket.getInputStream().read()).isGreaterThanOrEqualTo(-1);
            } catch (SocketTimeoutException e) {
                return false;
            } catch (IOException e) {
                // Closed while bytes were on their way.
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        pace.shutdownNow();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
