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

    private final int port;
    private final byte[] head;

    /** @param next what each sends every second */
    SlowClients(int port, String head, String next) {
        this.port = port;
        this.head = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] bytes = next.getBytes(StandardCharsets.ISO_8859_1);
        Future<?> unused =
                pace.scheduleAtFixedRate(() -> sockets.forEach(socket -> send(socket, bytes)), 1, 1, TimeUnit.SECONDS);
    }

    /** One more. */
    void add() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(head);
        sockets.add(socket);
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
