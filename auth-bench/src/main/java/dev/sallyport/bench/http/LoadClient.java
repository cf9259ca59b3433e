package dev.sallyport.bench.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Sends requests over keep-alive connections, the next one as soon as the answer to the last is there. One thread and next to no
 * work for each answer, so that on a small machine the server gets the processor.
 */
final class LoadClient implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;

    private final Selector selector = Selector.open();
    private final Connection[] connections;
    private List<ByteBuffer> requests = List.of();
    private int next;
    private Latencies latencies = new Latencies();

    private static final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer answer = ByteBuffer.allocateDirect(BUFFER);
        private long sentAt;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }
    }

    LoadClient(int port, int count) throws IOException {
        connections = new Connection[count];
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            connections[i] = new Connection(channel);
            channel.register(selector, SelectionKey.OP_READ, connections[i]);
        }
    }

    /** Keeps every connection busy for so long and answers how long each request took. */
    Latencies run(Requests rotation, long millis) throws IOException {
        requests = rotation.bytes();
        latencies = new Latencies();
        long end = System.nanoTime() + millis * 1_000_000;
        for (Connection connection : connections) {
            send(connection);
        }
        int open = connections.length;
        while (open > 0) {
            int[] finished = {0};
            selector.select(key -> {
                if (received((Connection) key.attachment(), end)) {
                    finished[0]++;
                }
            });
            open -= finished[0];
        }
        return latencies;
    }

    /** Whether this was the connection's last answer. */
    private boolean received(Connection connection, long end) {
        try {
            if (connection.channel.read(connection.answer) < 0) {
                throw new IOException("The server closed a connection");
            }
            if (!isComplete(connection.answer)) {
                return false;
            }
            long now = System.nanoTime();
            latencies.add(now - connection.sentAt);
            if (now >= end) {
                return true;
            }
            send(connection);
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(Connection connection) throws IOException {
        connection.answer.clear();
        next = next + 1 < requests.size() ? next + 1 : 0;
        ByteBuffer request = requests.get(next);
        request.rewind();
        connection.sentAt = System.nanoTime();
        while (request.hasRemaining()) {
            connection.channel.write(request);
        }
    }

    /** The body is the only place with a brace, and ends with it. */
    private static boolean isComplete(ByteBuffer answer) throws IOException {
        int length = answer.position();
        if (length < 12 || answer.get(length - 1) != '}') {
            return false;
        }
        if (answer.get(9) != '2') {
            byte[] text = new byte[length];
            answer.get(0, text);
            throw new IOException("Not the answer wanted: " + new String(text, StandardCharsets.ISO_8859_1));
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.channel.close();
        }
        selector.close();
    }
}
