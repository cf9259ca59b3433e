package dev.sallyport.bench.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankSumTest {
    private static List<Double> numbers(int from, int to, int step) {
        return IntStream.iterate(from, i -> i < to, i -> i + step)
                .mapToObj(i -> (double) i)
                .toList();
    }

    @Test
    void likeSamplesLieInTheMiddle() {
        RankSum same = RankSum.of(numbers(0, 50, 1), numbers(0, 50, 1));
        assertEquals(0.5, same.share(), 1e-9);
        assertEquals(1, same.p(), 1e-9);
    }

    @Test
    void samplesApartAreToldApart() {
        RankSum apart = RankSum.of(numbers(50, 100, 1), numbers(0, 50, 1));
        assertEquals(1, apart.share(), 1e-9);
        assertTrue(apart.p() < 1e-12);
        assertEquals(0, RankSum.of(numbers(0, 50, 1), numbers(50, 100, 1)).share(), 1e-9);
    }

    /** U is 4 of 25; the variance is 5 * 5 * 11 / 12. */
    @Test
    void givesTheFiguresOfTheTextbook() {
        RankSum found = RankSum.of(List.of(1.0, 2.0, 3.0, 4.0, 9.0), List.of(5.0, 6.0, 7.0, 8.0, 10.0));
        assertEquals(4 / 25.0, found.share(), 1e-9);
        assertEquals((4 - 12.5) / Math.sqrt(275 / 12.0), found.z(), 1e-9);
        assertEquals(0.0758, found.p(), 1e-4);
    }
}
