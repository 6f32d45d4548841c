// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/import.h"

#include "client/casework/d01_voor_de_zitting_json.h"
#include "client/casework/d02_het_netwerk_valt_weg_json.h"
#include "client/casework/d03_twee_beelden_json.h"
#include "client/casework/d04_verlopen_rapport_json.h"
#include "client/casework/d05_maandag_sta_ik_er_json.h"
#include "client/casework/d06_uren_json.h"
#include "client/casework/d07_48_uur_json.h"
#include "client/casework/d08_nachtlawaai_json.h"
#include "client/casework/d09_groep_loskade_json.h"
#include "client/casework/d10_vlak_voor_achttien_json.h"
#include "client/casework/d11_koffie_op_dinsdag_json.h"
#include "client/casework/d12_drie_meldingen_json.h"
#include "client/casework/mensen_json.h"

namespace vb::casework {

namespace {

constexpr ImportFile kFiles[] = {
    {"mensen.json", scenarios::kMensen},
    {"d01_voor_de_zitting.json", scenarios::kD01},
    {"d02_het_netwerk_valt_weg.json", scenarios::kD02},
    {"d03_twee_beelden.json", scenarios::kD03},
    {"d04_verlopen_rapport.json", scenarios::kD04},
    {"d05_maandag_sta_ik_er.json", scenarios::kD05},
    {"d06_uren.json", scenarios::kD06},
    {"d07_48_uur.json", scenarios::kD07},
    {"d08_nachtlawaai.json", scenarios::kD08},
    {"d09_groep_loskade.json", scenarios::kD09},
    {"d10_vlak_voor_achttien.json", scenarios::kD10},
    {"d11_koffie_op_dinsdag.json", scenarios::kD11},
    {"d12_drie_meldingen.json", scenarios::kD12},
};

} // namespace

std::span<const ImportFile> demoScenarios() {
    return kFiles;
}

} // namespace vb::casework
