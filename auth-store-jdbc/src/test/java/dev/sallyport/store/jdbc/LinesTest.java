package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void isTextThatPeopleCanRead() {
        assertThat(Lines.of(List.of("viewer", "analyst"))).isEqualTo("viewer\nanalyst\n");
        assertThat(Lines.of(Map.of("b", "2", "a", "1"))).isEqualTo("a=1\nb=2\n");
    }

    @Test
    void tellsNothingFromAnEmptyText() {
        assertThat(Lines.of(List.of())).isEmpty();
        assertThat(Lines.readList("")).isEmpty();
        assertThat(Lines.readList(Lines.of(List.of("")))).containsExactly("");
        assertThat(Lines.readMap(Lines.of(Map.of("", "")))).containsExactly(Map.entry("", ""));
    }

    @Test
    void readsBackWhatHasItsOwnSigns() {
        List<String> odd = List.of("\n", "\\", "\\n", "\\\n", "=", "\\e", "a\r\nb", "\\\\", "=\\");
        assertThat(Lines.readList(Lines.of(odd))).isEqualTo(odd);
        for (String name : odd) {
            for (String value : odd) {
                assertThat(Lines.readMap(Lines.of(Map.of(name, value)))).containsExactly(Map.entry(name, value));
            }
        }
    }

    @Test
    void refusesWhatItNeverWrote() {
        assertThatThrownBy(() -> Lines.readList("cut off")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Lines.readMap("no sign\n")).isInstanceOf(IllegalArgumentException.class);
    }
}
