// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/ctl/terminal.h"

#include "crypto/key_file_io.h"
#include "crypto/password_hash.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <optional>
#include <termios.h>
#include <unistd.h>

namespace vb::ctl {
namespace {

void write(std::FILE* to, std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), to);
    std::fputc('\n', to);
    std::fflush(to);
}

/// The terminal of this process with its echo off, as long as it lives.
class SilentTerminal {
public:
    static std::optional<SilentTerminal> open() {
        const int descriptor = ::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
        termios settings{};
        if (descriptor < 0 || tcgetattr(descriptor, &settings) != 0)
            return std::nullopt;
        return SilentTerminal(descriptor, settings);
    }
    SilentTerminal(SilentTerminal&& other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1)), m_before(other.m_before) {}
    SilentTerminal& operator=(SilentTerminal&&) = delete;
    ~SilentTerminal() {
        if (m_descriptor < 0)
            return;
        tcsetattr(m_descriptor, TCSAFLUSH, &m_before);
        ::close(m_descriptor);
    }

    void say(std::string_view text) const {
        [[maybe_unused]] const auto written = ::write(m_descriptor, text.data(), text.size());
    }
    /// Up to the end of the line, straight into the arena of secrets.
    [[nodiscard]] std::optional<crypto::SecretBytes> readLine() const {
        crypto::SecretBytes line(crypto::kMaxPassphraseSize);
        std::size_t size = 0;
        while (true) {
            std::uint8_t byte = 0;
            if (::read(m_descriptor, &byte, 1) != 1)
                return std::nullopt;
            if (byte == '\n' || byte == '\r')
                return crypto::SecretBytes::copyOf(line.bytes().first(size));
            if (size == line.size())
                return std::nullopt;
            line.mutableBytes()[size++] = byte;
        }
    }

private:
    SilentTerminal(int descriptor, const termios& before)
        : m_descriptor(descriptor), m_before(before) {
        termios silent = before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHOE | ECHOK | ECHONL);
        tcsetattr(descriptor, TCSAFLUSH, &silent);
    }

    int m_descriptor;
    termios m_before;
};

} // namespace

void Terminal::line(std::string_view text) const {
    if (!m_isJson)
        write(stdout, text);
}

void Terminal::object(const nlohmann::json& json) const {
    if (m_isJson)
        write(stdout, json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

void Terminal::progress(std::string_view text) const {
    write(stderr, text);
}

Exit Terminal::failed(Exit exit, std::string_view sentence) const {
    object({{"gelukt", false}, {"reden", sentence}, {"code", static_cast<int>(exit)}});
    write(stderr, sentence);
    return exit;
}

Exit Terminal::failed(const Error& error) const {
    return failed(exitOf(error.code), sentence(error));
}

Exit Terminal::failed(const casework::Problems& problems) const {
    return failed(Exit::NotAllowed, casework::sentences(problems));
}

Exit Terminal::failed(engine::SyncTrouble trouble) const {
    return failed(exitOf(trouble), sentence(trouble));
}

std::string sentence(const Error& error) {
    const std::string what = error.context.empty() ? "" : " (" + error.context + ")";
    switch (error.code) {
    case Code::WrongPassphrase:
        return "Het wachtwoord is niet goed." + what;
    case Code::Busy:
        return "Deze opslag is in gebruik door een ander programma. Sluit dat eerst." + what;
    case Code::Corrupt:
        return "Deze opslag is beschadigd. Er is niets gewijzigd." + what;
    case Code::TooNew:
        return "Dit is gemaakt met een nieuwere versie van Veldboek. Werk het programma bij." +
               what;
    case Code::Unauthentic:
        return "Dit hoort er niet bij: het is van een ander, of het is veranderd." + what;
    case Code::Unavailable:
        return "De hub antwoordt niet. Probeer het later opnieuw." + what;
    case Code::InvalidInput:
        return "Dit is niet goed ingevuld." + what;
    case Code::AlreadyExists:
        return "Dit bestaat al." + what;
    case Code::Refused:
        return "Dit mag niet." + what;
    case Code::TooLarge:
        return "Dit is te groot." + what;
    case Code::Conflict:
        return "Hier staat al iets anders." + what;
    case Code::NotFound:
        return "Niet gevonden." + what;
    case Code::Full:
        return "Er is geen ruimte meer, op schijf of in het geheugen." + what;
    case Code::Io:
        return "Lezen of schrijven lukt niet." + what;
    case Code::Internal:
        return "Er ging iets mis in het programma zelf." + what;
    }
    return "Er ging iets mis." + what;
}

std::string sentence(engine::SyncTrouble trouble) {
    switch (trouble) {
    case engine::SyncTrouble::None:
        return "Gesynchroniseerd.";
    case engine::SyncTrouble::Unreachable:
        return "De hub antwoordt niet. Wat u schreef staat veilig op dit apparaat.";
    case engine::SyncTrouble::NotTrusted:
        return "Dit is niet de hub van dit huis: zijn sleutel past niet. Er is niets verstuurd.";
    case engine::SyncTrouble::VersionTooOld:
        return "De hub en dit programma zijn van verschillende versies: er is een update nodig. "
               "Wat u "
               "schreef staat veilig op dit apparaat.";
    case engine::SyncTrouble::NotAdmitted:
        return "De hub laat dit apparaat niet toe: de inschrijving geldt niet (meer).";
    case engine::SyncTrouble::HubAlarm:
        return "Alarm: het logboek van de hub past niet bij wat dit apparaat eerder zag. Waarschuw "
               "het kantoor.";
    case engine::SyncTrouble::HubBusy:
        return "De hub heeft het druk. Probeer het straks opnieuw.";
    case engine::SyncTrouble::HubMisbehaved:
        return "De hub gaf een antwoord dat niet klopt. Er is niets overgenomen.";
    case engine::SyncTrouble::StoreFailed:
        return "De eigen opslag kon niet schrijven.";
    }
    return "Synchroniseren lukte niet.";
}

Result<crypto::SecretBytes> askPassphrase(const std::string& question) {
    const auto terminal = SilentTerminal::open();
    if (!terminal)
        return fail(Code::InvalidInput, "geen terminal; gebruik --passphrase-file BESTAND");
    terminal->say(question + ": ");
    auto line = terminal->readLine();
    terminal->say("\n");
    if (!line || line->empty())
        return fail(Code::InvalidInput, "geen wachtwoord gegeven");
    return std::move(*line);
}

Result<crypto::SecretBytes> askNewPassphrase(const std::string& question) {
    for (int attempt = 0; attempt < 3; ++attempt) {
        VB_TRY(auto first, askPassphrase(question));
        VB_TRY(const auto second, askPassphrase("Nog een keer, ter controle"));
        if (first == second)
            return first;
    }
    return fail(Code::InvalidInput, "twee verschillende wachtwoorden");
}

Result<crypto::SecretBytes> readPassphrase(const std::string& path) {
    auto file = crypto::readSecretFile(path, crypto::kMaxPassphraseSize + 2);
    if (!file)
        return fail(Code::NotFound, "het wachtwoordbestand kan niet worden gelezen");
    const ByteView bytes = file->bytes();
    const auto isEnd = [](std::uint8_t byte) { return byte == '\n' || byte == '\r'; };
    const auto end = std::find_if(bytes.begin(), bytes.end(), isEnd);
    const auto size = static_cast<std::size_t>(end - bytes.begin());
    if (size == 0)
        return fail(Code::InvalidInput, "een leeg wachtwoordbestand");
    return crypto::SecretBytes::copyOf(bytes.first(size));
}

} // namespace vb::ctl
