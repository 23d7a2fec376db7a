// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/commands.h"

#include <array>

namespace cote::app {

std::span<const AddCommand> commands() {
  static constexpr std::array kAll{
      add_serve,    //
      add_migrate,  //
      add_config,   //
      add_work,     //
      add_job,      //
      add_bounces,  //
      add_import,   //
      add_export,   //
      add_xliff,    //
      add_demo,     //
      add_search,   //
      add_hours,    //
      add_backup,   //
      add_restore,  //
      add_keys,     //
      add_ledger,   //
      add_user,     //
  };
  return kAll;
}

}  // namespace cote::app
