package dev.sallyport;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.memory.InMemoryStores;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class OfferedStoresTest {
    @Test
    void saysWhichLibraryIsMissing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> builder().storesIn(new Object()).build())
                .withMessage(
                        "Nothing on the class path keeps its data in a java.lang.Object: for a javax.sql.DataSource add the"
                                + " library sallyport-store-jdbc (in a web application: to WEB-INF/lib)");
    }

    @Test
    void refusesTwoPlacesToKeepThings() {
        assertThatIllegalStateException()
                .isThrownBy(() -> builder()
                        .stores(InMemoryStores.create(InstantSource.system()))
                        .storesIn(new Object())
                        .build())
                .withMessage("stores(…) and storesIn(…) exclude each other: keep one");
    }

    private static SallyportBuilder builder() {
        return Sallyport.builder().issuer("https://api.example.com");
    }
}
