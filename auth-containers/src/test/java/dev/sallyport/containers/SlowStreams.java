package dev.sallyport.containers;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One connection of HTTP/2, without TLS, whose streams begin a request each and then send one byte of its body a second. */
final class SlowStreams implements AutoCloseable {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GO_AWAY = 7;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;

    private final Socket socket;
    private final DataOutputStream out;
    private final Set<Integer> waiting = ConcurrentHashMap.newKeySet();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();

    SlowStreams(int port, int count, String path) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        write(SETTINGS, 0, 0);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        // Until the server's settings are here its limit of streams is not known to hold.
        read(in);
        for (int i = 0; i < count; i++) {
            waiting.add(2 * i + 1);
        }
        Thread reader = new Thread(() -> readAll(in), "slow streams");
        reader.setDaemon(true);
        reader.start();
        byte[] head = head(path);
        for (int i = 0; i < count; i++) {
            send(HEADERS, END_HEADERS, 2 * i + 1, head);
        }
        Future<?> unused = pace.scheduleAtFixedRate(
                () -> waiting.forEach(stream -> send(DATA, 0, stream, (byte) ' ')), 0, 1, TimeUnit.SECONDS);
    }

    private static byte[] head(String path) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        String[] fields = {
            ":method",
            "POST",
            ":scheme",
            "http",
            ":path",
            path,
            ":authority",
            "localhost",
            "content-type",
            "application/json"
        };
        for (int i = 0; i < fields.length; i += 2) {
            // A literal that is not indexed, with a new name (RFC 7541, section 6.2.2).
            block.write(0);
            text(block, fields[i]);
            text(block, fields[i + 1]);
        }
        return block.toByteArray();
    }

    private static void text(ByteArrayOutputStream block, String text) {
        block.write(text.length());
        block.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private synchronized void write(int type, int flags, int stream, byte... payload) throws IOException {
        out.writeShort(payload.length >> 8);
        out.writeByte(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
        out.flush();
    }

    /** Sends a frame. A server that has closed the connection waits for none of its streams any more. */
    private void send(int type, int flags, int stream, byte... payload) {
        try {
            write(type, flags, stream, payload);
        } catch (IOException e) {
            finish();
        }
    }

    private void readAll(DataInputStream in) {
        try {
            while (!waiting.isEmpty()) {
                read(in);
            }
        } catch (IOException e) {
            // Closed: nobody waits any more.
        }
        finish();
    }

    private void finish() {
        waiting.clear();
        answered.countDown();
    }

    private void read(DataInputStream in) throws IOException {
        int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = in.readNBytes(length);
        switch (type) {
            case HEADERS, RESET -> waiting.remove(stream);
            case SETTINGS, PING -> {
                if ((flags & ACK) == 0) {
                    write(type, ACK, 0, type == PING ? payload : new byte[0]);
                }
            }
            case GO_AWAY -> waiting.clear();
            default -> {}
        }
    }

    /** Tells whether the server answers every one of them, or closes the connection, within that time. */
    boolean areAllAnswered(int seconds) throws InterruptedException {
        return answered.await(seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        pace.shutdownNow();
        socket.close();
    }
}
